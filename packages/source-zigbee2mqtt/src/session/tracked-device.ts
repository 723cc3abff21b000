import type { AttributeKey, AttributeValue, Unknown } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import type { ListedDevice } from './device-list.ts';

/** What the source knows of one device while it runs. */
export class TrackedDevice {
  listed: ListedDevice;
  /** A message of it came in this session with the bridge. */
  isHeard = false;
  /** It was asked for its state in this session. */
  wasAsked = false;
  /** What its availability topic said last in this session. */
  online: boolean | undefined;
  /** Until when the next message is an answer to a question or the bridge's cache, monotonic; 0 when none is awaited. */
  oldNewsUntil = 0;
  /** What was reported of its availability last. */
  available: boolean | Unknown | undefined;
  isUnconfirmed = false;
  readonly #reported = new Map<AttributeKey, AttributeValue | Unknown>();
  readonly #active = new Map<string, boolean>();

  constructor(listed: ListedDevice) {
    this.listed = listed;
  }

  get id(): string {
    return this.listed.description.id;
  }

  get name(): string {
    return this.listed.friendlyName;
  }

  /** Begins a session with a bridge that was away: nothing said before counts as heard. */
  forgetSession(): void {
    this.isHeard = false;
    this.wasAsked = false;
    this.online = undefined;
    this.#reported.clear();
  }

  /** What of these values is not known to the hub yet; from now on it is. */
  news(
    values: Iterable<readonly [AttributeKey, AttributeValue | Unknown]>,
  ): Partial<Record<AttributeKey, AttributeValue | Unknown>> {
    const news: Partial<Record<AttributeKey, AttributeValue | Unknown>> = {};
    for (const [key, value] of values) {
      if (this.#reported.get(key) === value) continue;
      this.#reported.set(key, value);
      news[key] = value;
    }
    return news;
  }

  /** Whether a property that stands for an event has just turned active. Old news alone is none. */
  turned(property: string, isActive: boolean, isOldNews: boolean): boolean {
    const before = this.#active.get(property);
    this.#active.set(property, isActive);
    return isActive && (before === undefined ? !isOldNews : !before);
  }

  /** Whether it can be reached: `bridgeIsThere` says whether there is anyone to know. */
  reachable(bridgeIsThere: boolean): boolean | Unknown {
    if (!bridgeIsThere) return UNKNOWN;
    if (this.listed.isDisabled) return false;
    return this.online ?? (this.isHeard ? true : UNKNOWN);
  }
}
