import { randomUUID } from 'node:crypto';
import type { Clock, HomeSnapshot, Log, NumberedChange, TimerHandle } from '@nightlatch/model';
import { HomeStore } from '@nightlatch/state';
import { applyChange } from '../mirror/apply-change.ts';
import type { HomeState } from '../mirror/home-state.ts';
import { replaceState } from '../mirror/replace-state.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { numberOf, textOf } from '../wire/json-object.ts';
import { writeResync } from '../wire/resync-message.ts';
import { STATUS_EVERY_SECONDS, writeStatus } from '../wire/status-message.ts';
import type { Topics } from '../wire/topics.ts';
import { LINK_VERSION, commandClient, level, setPartition, sourceClient, topicsOf } from '../wire/topics.ts';
import { WarnLimiter } from '../wire/warn-limiter.ts';
import type { ClientRegistry } from './client-registry.ts';
import type { ClientSource } from './client-source.ts';
import { CommandDesk } from './command-desk.ts';
import type { HostWire, Received, WireListener } from './host-wire.ts';
import type { HostedHome } from './hosted-home.ts';
import { readSimpleCommand } from './simple-words.ts';
import { StatePublisher } from './state-publisher.ts';

/** Missed events that are told one by one; a client that missed more gets the whole state. */
const MAX_MISSED = 10_000;

export interface HostParts {
  readonly home: HostedHome;
  readonly clients: ClientRegistry;
  /** The devices of clients that may bring some in, one for each such client. */
  readonly sources: readonly ClientSource[];
  readonly version: string;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * Serves one home on one broker.
 *
 * Keeps a mirror of the home that stands at the last committed change, never ahead of it: what is published survives
 * whatever happens to the hub.
 */
export class HomeServer implements WireListener {
  readonly topics: Topics;
  readonly #parts: HostParts;
  readonly #mirror = new HomeStore('online');
  readonly #publisher: StatePublisher;
  readonly #desk: CommandDesk;
  readonly #warnings: WarnLimiter;
  readonly #subscriptions: readonly { unsubscribe(): void }[];
  #wire: HostWire | undefined;
  #beat: TimerHandle | undefined;
  #n: number;
  /** The last event that went to the broker; undefined before the first connection. */
  #published: number | undefined;

  constructor(parts: HostParts) {
    const { home, clock, log } = parts;
    this.#parts = parts;
    this.topics = topicsOf(home.id);
    this.#warnings = new WarnLimiter(log, clock);
    this.#n = home.lastNumber;
    replaceState(this.#mirror, stateOf(home.snapshot), clock.now());
    this.#publisher = new StatePublisher(this.topics, this.#mirror, {
      publish: (topic, payload, options) => this.#wire?.publish(topic, payload, options),
      tell: (payload) => this.#wire?.tell(payload),
    });
    this.#desk = new CommandDesk({
      home,
      clock,
      log,
      warnings: this.#warnings,
      answer: (client, message) => this.#publish(this.topics.result(client), JSON.stringify(message)),
      resync: (request, id) => this.#resync(request, id),
    });
    for (const source of parts.sources) {
      source.connect((message) => this.#publish(this.topics.order(source.id), JSON.stringify(message)));
    }
    const subscriptions = [
      home.live?.subscribe((numbered) => this.#happened(numbered)),
      home.committed.subscribe((numbered) => this.#committed(numbered)),
      home.anchors?.subscribe(() => this.#publishAnchor()),
    ];
    this.#subscriptions = subscriptions.filter((each) => each !== undefined);
  }

  /** Takes over the wire, which may have come up already. */
  serve(wire: HostWire): void {
    this.#wire = wire;
    if (this.#retained) this.#begin(this.#retained);
  }

  #retained: ReadonlySet<string> | undefined;

  up(retained: ReadonlySet<string>): void {
    this.#retained = retained;
    if (this.#wire) this.#begin(retained);
  }

  down(): void {
    this.#retained = undefined;
    this.#beat?.cancel();
    this.#publisher.stop();
  }

  statusLost(): void {
    if (this.#retained) this.#publishStatus('online');
  }

  received({ topic, payload, isRetained, client }: Received): void {
    if (isRetained) {
      if (payload.length > 0)
        this.#warnings.warn('retained', `A retained message of ${topic} was ignored: publish it without.`);
      return;
    }
    const name = commandClient(this.topics, topic);
    if (name !== undefined) return this.#desk.receive(name, client ?? this.#parts.clients.find(name), payload);
    const owner = sourceClient(this.topics, topic);
    if (owner !== undefined) return this.#devices(owner, payload);
    const partition = setPartition(this.topics, topic);
    if (partition !== undefined) return this.#set(partition, payload, client);
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    if (this.#retained) this.#publishStatus('offline');
    this.down();
    await this.#wire?.close();
    this.#mirror.close();
  }

  /** `status` comes last: it says that everything is there. */
  #begin(retained: ReadonlySet<string>): void {
    const missed = this.#published === undefined ? [] : (this.#parts.home.changesAfter(this.#published) ?? []);
    this.#publisher.start(retained, this.#parts.home.health?.());
    for (const numbered of missed) if (numbered.n <= this.#n) this.#publisher.event(numbered);
    this.#published = this.#n;
    this.#publishAnchor();
    this.#publishStatus('online');
    this.#beatAgain();
  }

  #beatAgain(): void {
    this.#beat?.cancel();
    this.#beat = this.#parts.clock.after(STATUS_EVERY_SECONDS * 1000, () => {
      this.#publishStatus('online');
      this.#publisher.health(this.#parts.home.health?.());
      this.#beatAgain();
    });
  }

  #publishStatus(status: 'online' | 'offline'): void {
    const { home, version } = this.#parts;
    const { instance, name } = home;
    const payload = writeStatus({ status, instance, name, version, n: this.#n });
    this.#wire?.publish(this.topics.status, payload, { retain: true, qos: 1 });
  }

  /** The broker keeps it: a journal whose end is cut does not agree with it. */
  #publishAnchor(): void {
    const { anchor } = this.#parts.home;
    if (!anchor || !this.#retained) return;
    const payload = JSON.stringify({ v: LINK_VERSION, ...anchor });
    this.#wire?.publish(this.topics.journal, payload, { retain: true, qos: 1 });
  }

  #happened(numbered: NumberedChange): void {
    if (this.#retained && this.#wire) this.#publisher.live(numbered);
  }

  #committed(numbered: NumberedChange): void {
    applyChange(this.#mirror, numbered.change);
    this.#n = numbered.n;
    if (!this.#retained || !this.#wire) return;
    this.#publisher.event(numbered);
    this.#published = numbered.n;
  }

  #publish(topic: string, payload: string): void {
    this.#wire?.publish(topic, payload, { retain: false, qos: 1 });
  }

  #devices(owner: string, payload: Uint8Array): void {
    const source = this.#parts.sources.find(({ id }) => id === owner);
    if (source) return source.receive(payload);
    const remedy = 'give it devices: true in link.clients if it may';
    this.#warnings.warn(`source ${owner}`, `"${owner}" brings in devices and may not: ${remedy}.`);
  }

  #resync(request: JsonObject, id: string): JsonObject {
    const { home, clock } = this.#parts;
    const after = numberOf(request, 'after');
    const isSameHub = textOf(request, 'instance') === home.instance;
    const missed = after === undefined || after > this.#n ? undefined : home.changesAfter(after);
    const isTold = missed !== undefined && missed.length <= MAX_MISSED;
    return writeResync({
      id,
      instance: home.instance,
      n: this.#n,
      at: clock.now(),
      ...(isTold ? { changes: missed.filter(({ n }) => n <= this.#n) } : {}),
      ...(isTold && isSameHub ? {} : { state: stateOf(this.#mirror.snapshot) }),
    });
  }

  /** A simple client gets no answer: it sees the state change, or the event that says why it did not. */
  #set(id: string, payload: Uint8Array, client: Received['client']): void {
    const { home, log } = this.#parts;
    const { partitions, master } = home.snapshot;
    const view = [...partitions.values(), ...(master ? [master] : [])].find((one) => level(one.id) === id);
    const command = view && readSimpleCommand(payload, view);
    if (!command) {
      this.#warnings.warn(
        'set',
        `A message of ${this.topics.root}/partition/…/set names no partition or no action of ours.`,
      );
      return;
    }
    const actor = client ? { origin: client.origin, client: client.name } : ({ origin: 'link' } as const);
    home.execute(command, actor, `set-${randomUUID()}`).catch((error: unknown) => {
      log.error(`A simple command for partition "${id}" failed: ${String(error)}`);
    });
  }
}

function stateOf({ devices, partitions, master, troubles }: HomeSnapshot): HomeState {
  return {
    devices: [...devices.values()],
    partitions: [...partitions.values()],
    ...(master ? { master } : {}),
    troubles,
  };
}
