import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Credential, CredentialKind, CredentialLimits, DeviceId, Person, SecretText } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { HashMethod } from './code-hash.ts';
import { bestMethod, hashCode } from './code-hash.ts';
import { checkShape, checkSlot, neighbours, normalised } from './code-shape.ts';
import type { CodeRow } from './credential-table.ts';
import { CredentialTable } from './credential-table.ts';
import { LearningBook } from './learning-book.ts';
import type { PersonBook } from './person-book.ts';
import { SqlitePersonBook } from './person-book.ts';
import type { LockSlot } from './tutor.ts';
import { readUses } from './uses.ts';

/** What somebody may have. */
export type EnrolledKind = CredentialKind | 'slot';

/** A code or tag as it may be shown to the owner. */
export interface CodeRecord extends Omit<Credential, 'kind'> {
  /** A `slot` is a code or tag that a lock keeps by itself, and knows by number. */
  readonly kind: EnrolledKind;
  readonly duress: boolean;
  /** How many of its `uses` are spent; absent where they are not limited. */
  readonly used?: number;
}

/** Whose it is; no `user` for nobody's. */
export interface CodeVerdict {
  readonly user?: string;
  readonly duress: boolean;
  readonly credential?: { readonly id: string; readonly kind: EnrolledKind } & CredentialLimits;
}

export interface AddOptions extends CredentialLimits {
  /** `code` by default. */
  readonly kind?: CredentialKind;
  readonly duress?: boolean;
  readonly label?: string;
  /** Leaves the code that the user had. A tag, and what is good for a while or a number of times only, always does. */
  readonly keepsOthers?: boolean;
}

/** The codes and tags of a house, and the people whom its database lets in. */
export interface CodeRegistry extends PersonBook {
  /**
   * Enrols a code or tag. A code takes the place of the user's usual one, a duress code that of the usual duress code.
   * @throws NightlatchError `code-invalid` (not 4–12 digits), `tag-invalid`, or `code-taken`: codes are unique in a house,
   * and a duress code is not one more or less than any other.
   */
  add(user: string, secret: SecretText, options?: AddOptions): Promise<CodeRecord>;
  /** Revokes every code and tag of a user. @returns Whether there was one. */
  remove(user: string): boolean;
  /** Revokes one code or tag. @returns Whether there was one. */
  revoke(id: string): boolean;
  list(): readonly CodeRecord[];
  /** Finds whose it is, in the same time whether or not it is anybody's. */
  verify(secret: SecretText, kind?: CredentialKind): Promise<CodeVerdict>;
  /**
   * Says whose a lock's own code or tag is, by the lock's number of it, beside what the configuration says.
   * @throws NightlatchError `slot-invalid`, or `code-taken` where it is somebody else's.
   */
  addSlot(user: string, place: LockSlot, options?: Omit<AddOptions, 'kind' | 'duress' | 'keepsOthers'>): CodeRecord;
  ownerOfSlot(device: DeviceId, slot: string): CodeVerdict;
  /** The tag that is to be learned. */
  readonly learning: LearningBook;
}

/** Keeps the codes through a database connection of its own, so that it works beside a running hub. */
export class SqliteCodeRegistry implements CodeRegistry {
  readonly #database: DatabaseSync;
  readonly #table: CredentialTable;
  readonly #people: SqlitePersonBook;
  readonly #pepper: Buffer;
  readonly #salt: Buffer;
  readonly #method: HashMethod;
  readonly learning: LearningBook;

  constructor(database: DatabaseSync, pepper: Buffer) {
    this.#database = database;
    this.#table = new CredentialTable(database);
    this.#people = new SqlitePersonBook(database);
    this.#pepper = pepper;
    this.learning = new LearningBook(database);
    this.#salt = Buffer.from(
      this.#meta('salt', () => randomBytes(16).toString('base64')),
      'base64',
    );
    this.#method = this.#meta('hash', bestMethod) as HashMethod;
  }

  async add(user: string, given: SecretText, options: AddOptions = {}): Promise<CodeRecord> {
    const { kind = 'code', duress = false, label, from, until, uses, keepsOthers = false } = options;
    const secret = normalised(given, kind);
    checkShape(user, secret, kind);
    const hash = await this.#hash(secret, kind);
    const near = kind === 'code' ? await Promise.all(neighbours(secret).map((code) => this.#hash(code, kind))) : [];
    const owner = this.#find(hash);
    const isSame = owner?.user === user && owner.kind === kind && owner.duress === duress;
    if ((owner && !isSame) || near.some((other) => this.#isTooNear(other, duress))) {
      throw new NightlatchError('code-taken', `The ${kind} for ${user} cannot be used: choose another.`);
    }
    const isUsual = kind === 'code' && from === undefined && until === undefined && uses === undefined;
    if (isUsual && !keepsOthers) this.#table.dropUsual(user, duress, owner?.id);
    return this.#put({ id: owner?.id ?? newId(), user, kind, duress, ...labelOf(label), ...limitsOf(options) }, hash);
  }

  addSlot(user: string, { device, slot }: LockSlot, options: CredentialLimits & { readonly label?: string } = {}) {
    checkSlot(user, slot);
    const { label = `${device}, ${slot}` } = options;
    const hash = this.#slotHash(device, slot);
    const owner = this.#find(hash);
    if (owner && owner.user !== user)
      throw new NightlatchError('code-taken', `Slot ${slot} of the lock is somebody's already: revoke that first.`);
    return this.#put(
      { id: owner?.id ?? newId(), user, kind: 'slot', duress: false, label, ...limitsOf(options) },
      hash,
    );
  }

  ownerOfSlot(device: DeviceId, slot: string): CodeVerdict {
    return verdictOn(this.#find(this.#slotHash(device, slot)));
  }

  remove(user: string): boolean {
    return this.#table.dropAll(user) > 0;
  }

  revoke(id: string): boolean {
    return this.#table.drop(id);
  }

  list(): readonly CodeRecord[] {
    const used = readUses(this.#database);
    return this.#table.rows().map(({ hash: _hash, ...record }) => {
      return record.uses === undefined ? record : { ...record, used: used[record.id] ?? 0 };
    });
  }

  async verify(given: SecretText, kind: CredentialKind = 'code'): Promise<CodeVerdict> {
    return verdictOn(this.#find(await this.#hash(normalised(given, kind), kind)));
  }

  people(): readonly Person[] {
    return this.#people.people();
  }

  putPerson(person: Person): void {
    this.#people.putPerson(person);
  }

  removePerson(name: string): boolean {
    const hadCodes = this.remove(name);
    return this.#people.removePerson(name) || hadCodes;
  }

  /** Enrols a configured code the first time that it is seen; from then on the database wins. */
  async seed(user: string, code: SecretText, duress: boolean): Promise<boolean> {
    const key = [user, duress ? 1 : 0] as const;
    const isSeeded =
      this.#database.prepare('SELECT 1 FROM seeded WHERE user = ? AND duress = ?').get(...key) !== undefined;
    if (isSeeded) return false;
    await this.add(user, code, { duress });
    this.#database.prepare('INSERT INTO seeded (user, duress) VALUES (?, ?)').run(...key);
    return true;
  }

  #hash(code: SecretText, kind: CredentialKind): Promise<Buffer> {
    return hashCode(code, { method: this.#method, salt: this.#salt, pepper: this.#pepper, kind });
  }

  /** A number of a lock is no secret: it is kept under the pepper only to be one record among the others. */
  #slotHash(device: DeviceId, slot: string): Buffer {
    return createHmac('sha256', this.#pepper).update(`slot:${device}\n${slot}`).digest();
  }

  #put(about: Omit<CodeRecord, 'addedAt'>, hash: Buffer): CodeRecord {
    const record = { ...about, addedAt: Date.now() };
    this.#table.put(record, hash);
    return record;
  }

  /** Looks at every record, whichever matches, so that the time tells nothing. */
  #find(hash: Buffer): CodeRow | undefined {
    let found: CodeRow | undefined;
    for (const row of this.#table.rows()) if (timingSafeEqual(row.hash, hash)) found = row;
    return found;
  }

  /** A duress code keeps away from every code, and every code from those for duress. */
  #isTooNear(neighbour: Buffer, duress: boolean): boolean {
    const found = this.#find(neighbour);
    return found !== undefined && (duress || found.duress);
  }

  #meta(key: string, make: () => string): string {
    this.#database.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)').run(key, make());
    return (this.#database.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string }).value;
  }
}

function newId(): string {
  return randomBytes(8).toString('hex');
}

function labelOf(label: string | undefined): Pick<CodeRecord, 'label'> {
  return label === undefined ? {} : { label };
}

function limitsOf({ from, until, uses }: CredentialLimits): CredentialLimits {
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(uses === undefined ? {} : { uses }),
  };
}

function verdictOn(found: CodeRow | undefined): CodeVerdict {
  if (!found) return { duress: false };
  const { id, user, duress, kind } = found;
  return { user, duress, credential: { id, kind, ...limitsOf(found) } };
}
