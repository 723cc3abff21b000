import type { AttributeValue, HomeChange, HomeCommand, Origin, Unknown } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';

/** How long a lock or siren may take to do what it was told, and still count as ours. */
const PATIENCE_MS = 30_000;

/** What each command leads a device to, on the way and in the end. */
const LEADS_TO: Readonly<Record<'lock' | 'unlock' | 'on' | 'off', readonly (AttributeValue | Unknown)[]>> = {
  lock: ['locking', 'locked', 'jammed'],
  unlock: ['unlocking', 'unlocked', 'jammed'],
  on: [true],
  off: [false],
};

/**
 * Tells our own deeds from what others did, so that a flow that answers every change does not answer itself.
 *
 * The hub names who armed or disarmed. Of a lock that turns it cannot: what we asked for, and then saw, was ours.
 */
export class OwnDeeds {
  readonly #client: string;
  readonly #origin: Origin | undefined;
  readonly #now: () => number;
  readonly #asked = new Map<string, { readonly leadsTo: readonly unknown[]; readonly at: number }>();

  /** @param origin The way in that is ours; any where the hub decides it, by the client's name alone. */
  constructor(client: string, origin: Origin | undefined, now: () => number = Date.now) {
    this.#client = client;
    this.#origin = origin;
    this.#now = now;
  }

  /** Remembers a command of ours. */
  asked(command: HomeCommand): void {
    const at = this.#now();
    if (command.type === 'lock' || command.type === 'unlock') {
      this.#asked.set(`${command.device} ${command.attribute ?? 'lock'}`, { leadsTo: LEADS_TO[command.type], at });
    } else if (command.type === 'siren') {
      this.#asked.set(`${command.device} siren`, { leadsTo: LEADS_TO[command.on ? 'on' : 'off'], at });
    }
  }

  /** Forgets one that was refused: what happens then, others did. */
  refused(command: HomeCommand): void {
    if (command.type === 'lock' || command.type === 'unlock') {
      this.#asked.delete(`${command.device} ${command.attribute ?? 'lock'}`);
    } else if (command.type === 'siren') {
      this.#asked.delete(`${command.device} siren`);
    }
  }

  isOwn(change: HomeChange): boolean {
    if (change.type === 'attribute') {
      const asked =
        this.#asked.get(`${change.device} ${change.attribute}`) ??
        this.#asked.get(`${change.device} ${attributeName(change.attribute)}`);
      return asked !== undefined && this.#now() - asked.at < PATIENCE_MS && asked.leadsTo.includes(change.to);
    }
    const actor = change.type === 'partition' || change.type === 'refused' ? change.actor : undefined;
    if (actor === undefined || actor.client !== this.#client) return false;
    return this.#origin === undefined || actor.origin === this.#origin;
  }
}
