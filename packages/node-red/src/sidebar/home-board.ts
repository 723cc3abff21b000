import type { HomeChange } from '@nightlatch/model';
import type { SharedHome } from '../connection/shared-home.ts';
import { eventLooks } from './event-looks.ts';
import type { EventLook, HomeView } from './home-view.ts';
import { TOPICS } from './home-view.ts';
import { lookOf } from './view-of.ts';

/** Sends to every open editor; what is retained, also to those that open later. */
export type Publish = (topic: string, data: object, isRetained: boolean) => void;

/** A home on the board: the open one, or why there is none. */
export interface Shown {
  readonly name: string;
  readonly home?: SharedHome;
  readonly problem?: string;
}

interface Entry extends Shown {
  readonly events: EventLook[];
  readonly unsubscribe: () => void;
  /** The view as it was last sent. */
  sent?: string;
  /** Runs while nothing may be sent again; `isDue` when something is to be sent after it. */
  pause?: NodeJS.Timeout;
  isDue?: boolean;
}

const KEPT_EVENTS = 25;
/** What happens is shown after whatever flows make of it. */
const SOON_MS = 10;
/** A storm of changes is shown at most so often. */
const PAUSE_MS = 100;

/**
 * The homes as the sidebar of every open editor shows them.
 *
 * It follows the homes and not their nodes: events that happened before a deploy are there after it. A view is sent when
 * it has become another, and a moment after what has changed it; without an open editor it is only kept.
 */
export class HomeBoard {
  readonly #entries = new Map<string, Entry>();
  #publish: Publish | undefined;

  /** Begins to send, with all that is known. */
  connect(publish: Publish): void {
    this.#publish = publish;
    this.#tellHomes();
    for (const [id, entry] of this.#entries) {
      delete entry.sent;
      this.#send(id, entry);
    }
  }

  /** Shows a home under its node's id, or shows it anew after a deploy. */
  show(id: string, shown: Shown): void {
    const before = this.#entries.get(id);
    const isSame = before !== undefined && before.home === shown.home;
    if (!isSame) before?.unsubscribe();
    clearTimeout(before?.pause);
    const entry: Entry = {
      ...shown,
      events: isSame ? before.events : [],
      unsubscribe: isSame
        ? before.unsubscribe
        : (shown.home?.subscribe((change) => this.#changed(id, change)) ?? (() => {})),
      ...(before?.sent === undefined ? {} : { sent: before.sent }),
    };
    this.#entries.set(id, entry);
    this.#send(id, entry);
    this.#tellHomes();
  }

  /** Takes a home off: its node was deleted. */
  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    entry.unsubscribe();
    clearTimeout(entry.pause);
    this.#tellHomes();
    /* What is not retained any more is forgotten by Node-RED too. */
    this.#publish?.(`${TOPICS.home}/${id}`, { id }, false);
  }

  #tellHomes(): void {
    this.#publish?.(TOPICS.homes, { ids: [...this.#entries.keys()] }, true);
  }

  #changed(id: string, change: HomeChange): void {
    const entry = this.#entries.get(id);
    if (!entry?.home) return;
    entry.events.unshift(...eventLooks(change, entry.home.snapshot).toReversed());
    entry.events.splice(KEPT_EVENTS);
    entry.isDue = true;
    if (!entry.pause) this.#rest(id, entry, SOON_MS);
  }

  #send(id: string, entry: Entry): void {
    if (!this.#publish) return;
    if (entry.pause) {
      entry.isDue = true;
      return;
    }
    const view = viewOf(id, entry);
    const text = JSON.stringify(view);
    if (text === entry.sent) return;
    entry.sent = text;
    this.#publish(`${TOPICS.home}/${id}`, view, true);
    entry.isDue = false;
    this.#rest(id, entry, PAUSE_MS);
  }

  /** Sends nothing for so long; what is due then is sent after it. */
  #rest(id: string, entry: Entry, ms: number): void {
    entry.pause = setTimeout(() => {
      delete entry.pause;
      if (entry.isDue) this.#send(id, entry);
    }, ms);
    entry.pause.unref();
  }
}

function viewOf(id: string, { name, home, problem, events }: Entry): HomeView {
  const { link, alarms, troubles } = home
    ? lookOf(home.snapshot)
    : { link: 'unknown' as const, alarms: [], troubles: [] };
  const why = problem ?? home?.problem;
  const called = name || home?.home?.name || home?.id || id;
  return { id, name: called, link, ...(why === undefined ? {} : { problem: why }), alarms, troubles, events };
}

/** The one board of this process: nodes come and go on it, and the sidebar's plugin sends it. */
export const homeBoard = new HomeBoard();
