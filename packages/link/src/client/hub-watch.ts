import { randomUUID } from 'node:crypto';
import type { Clock, TimerHandle } from '@nightlatch/model';
import type { HomeStore } from '@nightlatch/state';
import { EventMirror } from './event-mirror.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { textOf } from '../wire/json-object.ts';
import { readResync } from '../wire/resync-message.ts';
import type { HubStatus } from '../wire/status-message.ts';
import { STATUS_EVERY_SECONDS } from '../wire/status-message.ts';
import { LINK_VERSION } from '../wire/topics.ts';

/** A hub that was not heard for this long is away, whatever its last word was. */
const SILENCE_MS = 2.5 * STATUS_EVERY_SECONDS * 1000;
/** A resync that was not answered is asked for again. */
const RESYNC_AGAIN_MS = 3000;

export interface HubWatchOptions {
  readonly store: HomeStore;
  readonly clock: Clock;
  /** Sends a message on our command topic, if there is a connection. */
  send(payload: string): void;
  /** The store is in step with this hub. */
  online(hub: HubStatus): void;
  /** The hub would not say where the home is; it is asked again. */
  refused(why: string): void;
}

/**
 * Watches one hub: whether it is there, and whether our mirror of it is in step.
 *
 * Asks for a resync when the hub appears, changes, or has counted further than we have heard.
 */
export class HubWatch {
  readonly #options: HubWatchOptions;
  readonly #mirror: EventMirror;
  #hub: HubStatus | undefined;
  /** The instance whose state the mirror holds. */
  #mirrored: string | undefined;
  #asked: { readonly id: string; readonly at: number; readonly timer: TimerHandle } | undefined;
  #silence: TimerHandle | undefined;
  #hubAhead = 0;

  constructor(options: HubWatchOptions) {
    this.#options = options;
    this.#mirror = new EventMirror(options.store);
  }

  /** The hub's wall time now, epoch milliseconds, as far as we know it; a wrong clock here makes no command stale. */
  hubTime(): number {
    return Math.round(this.#options.clock.monotonic() + this.#hubAhead);
  }

  /** Takes what `status` holds. */
  status(status: HubStatus | undefined): void {
    if (status?.status !== 'online') {
      this.#hub = undefined;
      return this.#lose();
    }
    this.#heard();
    const isSame = this.#hub?.instance === status.instance;
    this.#hub = status;
    if (!isSame || this.#mirrored !== status.instance) {
      this.#lose();
      return this.#ask();
    }
    const isBehind = status.n !== undefined && status.n > (this.#mirror.last ?? 0);
    if (!this.#mirror.isInStep || isBehind) this.#askOnce();
  }

  /** Takes what has just happened at the hub. The same comes as an event when it is on disk, and is asked for only then. */
  live(message: JsonObject): void {
    this.#heard();
    this.#mirror.receiveLive(message);
  }

  /** Takes an event. */
  event(message: JsonObject): void {
    this.#heard();
    if (this.#mirror.receive(message)) this.#askOnce();
  }

  /** Takes an answer. @returns Whether it was one to us. */
  answer(message: JsonObject): boolean {
    if (message['id'] !== this.#asked?.id) return false;
    const resync = readResync(message);
    if (!resync) this.#options.refused(textOf(message, 'reason') ?? 'an answer that cannot be read');
    /* Another instance's answer is late: the question stands, and is put again in time. */
    if (!resync || !this.#asked || resync.instance !== this.#hub?.instance) return true;
    const { at: askedAt, timer } = this.#asked;
    timer.cancel();
    this.#asked = undefined;
    this.#heard();
    const now = this.#options.clock.monotonic();
    this.#hubAhead = resync.at - (askedAt + now) / 2;
    const isSameHub = this.#mirrored === resync.instance;
    this.#mirrored = resync.instance;
    const wasInStep = this.#mirror.isInStep;
    this.#mirror.resync(resync, isSameHub);
    if (!this.#mirror.isInStep) this.#ask();
    else if (!wasInStep) this.#options.online(this.#hub);
    return true;
  }

  /** The connection is lost: the hub is out of sight. */
  disconnected(): void {
    this.#hub = undefined;
    this.#lose();
  }

  close(): void {
    this.#silence?.cancel();
    this.#asked?.timer.cancel();
  }

  #lose(): void {
    this.#asked?.timer.cancel();
    this.#asked = undefined;
    this.#mirror.lose(this.#options.clock.now());
  }

  #heard(): void {
    this.#silence?.cancel();
    this.#silence = this.#options.clock.after(SILENCE_MS, () => this.#lose());
  }

  #askOnce(): void {
    if (!this.#asked) this.#ask();
  }

  #ask(): void {
    if (!this.#hub) return;
    this.#asked?.timer.cancel();
    const { clock } = this.#options;
    const id = randomUUID();
    const timer = clock.after(RESYNC_AGAIN_MS, () => this.#ask());
    this.#asked = { id, at: clock.monotonic(), timer };
    const after = this.#mirror.confirmed;
    const instance = this.#mirrored;
    this.#options.send(JSON.stringify({ v: LINK_VERSION, id, type: 'resync', after, instance, at: this.hubTime() }));
  }
}
