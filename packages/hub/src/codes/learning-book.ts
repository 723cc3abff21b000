import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { CredentialLimits, DeviceId, PersonRights } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';

/** Whose the tag will be, and where it is to be read. */
export interface LearningRequest {
  readonly user: string;
  /** The reader, keypad or lock to hold it to. A tag that is read elsewhere meanwhile is a tag as always. */
  readonly device: DeviceId;
  readonly limits: CredentialLimits & { readonly label?: string };
  /** What its holder may do, where nobody has let them in yet. */
  readonly rights?: PersonRights;
}

/** `waiting` ends with the first tag, or with time: then it is `over`. */
export type LearningState = 'waiting' | 'taken' | 'learned' | 'refused' | 'over';

/** The newest time in which a tag was, or is, to be learned. */
export interface Learning extends LearningRequest {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly state: LearningState;
  /** Why it was refused: `tag-known`, `tag-invalid`. */
  readonly reason?: string;
}

/** How long a tag is waited for. */
export const LEARNING_MS = 60_000;

const KEY = 'learning';

/**
 * Keeps the one learning of a house, through a database connection of its owner: the page or command line that asks for it
 * is another process than the hub that reads tags. Whoever may write the house's database may ask. It never holds a tag.
 *
 * @see docs/decisions/0023-learning-tags.md
 */
export class LearningBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @throws NightlatchError `learning-busy` while another tag is waited for: it would go to the wrong person. */
  begin(request: LearningRequest, now = Date.now()): Learning {
    return this.#alone(() => {
      const other = this.newest(now);
      if (other?.state === 'waiting' || other?.state === 'taken')
        throw new NightlatchError('learning-busy', 'A tag is being learned already: wait until that is over.');
      const id = randomBytes(8).toString('hex');
      return this.#put({ ...request, id, from: now, until: now + LEARNING_MS, state: 'waiting' });
    });
  }

  /** The newest learning. A clock that was set back lengthens none; nor does a hub that died over one leave it open. */
  newest(now = Date.now()): Learning | undefined {
    const row = this.#database.prepare('SELECT value FROM meta WHERE key = ?').get(KEY);
    if (!row) return undefined;
    const learning = JSON.parse(String(row['value'])) as Learning;
    const isOver = now < learning.from || now >= learning.until;
    const isOpen = learning.state === 'waiting' || learning.state === 'taken';
    return isOpen && isOver ? { ...learning, state: 'over' } : learning;
  }

  /** Takes the learning that waits for a tag at a device; from now on it waits for no other. */
  take(device: DeviceId, now: number): Learning | undefined {
    return this.#alone(() => {
      const learning = this.newest(now);
      if (learning?.state !== 'waiting' || learning.device !== device) return undefined;
      return this.#put({ ...learning, state: 'taken' });
    });
  }

  /** Notes what became of one; of one that nobody waits for any more, nothing. */
  end(id: string, state: LearningState, reason?: string): void {
    this.#alone(() => {
      const learning = this.newest();
      if (learning?.id === id) this.#put({ ...learning, state, ...(reason === undefined ? {} : { reason }) });
    });
  }

  #put(learning: Learning): Learning {
    this.#database
      .prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run(KEY, JSON.stringify(learning));
    return learning;
  }

  #alone<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
