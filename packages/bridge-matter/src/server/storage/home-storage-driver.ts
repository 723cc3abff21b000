import type { SupportedStorageTypes } from '@matter/general';
import { StorageDriver, fromJson, toJson } from '@matter/general';
import type { Log } from '@nightlatch/model';
import type { StorageRecord } from './record-line.ts';
import { TwinLog } from './twin-log.ts';

/** Contexts of matter.js that hold with whom the bridge is paired. What cannot be kept of these is refused. */
const PAIRING = /^(fabrics|root\.(operationalCredentials|accessControl))\b/;
/** Records beyond those in force after which the log is begun anew. */
const SLACK_RECORDS = 2000;

type Values = Map<string, string>;

type Change = Omit<StorageRecord, 'number'>;

interface Waiting {
  readonly changes: readonly Change[];
  resolve(): void;
  reject(error: unknown): void;
}

export interface HomeStorageParts {
  readonly folder: string;
  readonly log: Log;
  readonly onClose?: () => Promise<void>;
}

/**
 * Keeps what matter.js must remember in a log that is written twice, and reads it whole at the start.
 *
 * All that is written in one turn goes to the disk at once: the driver of matter.js writes a file for every value. While
 * the disk takes nothing, the house goes on being shown: what cannot be written waits in memory, except what says with
 * whom the bridge is paired. An app that pairs then is told that it cannot.
 */
export class HomeStorageDriver extends StorageDriver {
  static readonly id = 'nightlatch';

  readonly #parts: HomeStorageParts;
  readonly #disk: TwinLog;
  readonly #contexts = new Map<string, Values>();
  #isOpen = false;
  #number = 0;
  #queue: Waiting[] = [];
  /** What the disk did not take yet. */
  #owed: readonly Change[] = [];
  #flushing: Promise<void> | undefined;

  private constructor(parts: HomeStorageParts) {
    super();
    this.#parts = parts;
    this.#disk = new TwinLog(parts.folder);
  }

  /** @throws NightlatchError `matter-storage-damaged`. */
  static async open(parts: HomeStorageParts): Promise<HomeStorageDriver> {
    const driver = new HomeStorageDriver(parts);
    await driver.initialize();
    return driver;
  }

  override get initialized(): boolean {
    return this.#isOpen;
  }

  override async initialize(): Promise<void> {
    if (this.#isOpen) return;
    const { records, damaged, isUneven } = await this.#disk.read();
    for (const record of records) this.#apply(record);
    this.#number = records.at(-1)?.number ?? 0;
    this.#isOpen = true;
    for (const file of damaged) {
      this.#parts.log.warn(
        `${file} was damaged. Its copy is whole, and nothing of Matter is lost; look after the disk.`,
      );
    }
    if (isUneven || records.length === 0 || records.length > this.#contexts.size + SLACK_RECORDS) await this.#rewrite();
  }

  override async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#flushing;
    if (this.#owed.length > 0) await this.#flush();
    await this.#disk.close();
    await this.#parts.onClose?.();
  }

  override get(contexts: string[], key: string): SupportedStorageTypes {
    const text = this.#contexts.get(nameOf(contexts))?.get(key);
    return text === undefined ? undefined : fromJson(text);
  }

  override set(contexts: string[], values: Record<string, SupportedStorageTypes>): Promise<void>;
  override set(contexts: string[], key: string, value: SupportedStorageTypes): Promise<void>;
  override async set(
    contexts: string[],
    keyOrValues: string | Record<string, SupportedStorageTypes>,
    value?: SupportedStorageTypes,
  ): Promise<void> {
    const given = typeof keyOrValues === 'string' ? { [keyOrValues]: value } : keyOrValues;
    const known = this.#contexts.get(nameOf(contexts));
    const texts = Object.entries(given).map(([key, it]) => [key, toJson(it)] as const);
    const news = texts.filter(([key, text]) => known?.get(key) !== text);
    if (news.length > 0) await this.#keep([{ context: nameOf(contexts), values: Object.fromEntries(news) }]);
  }

  override async delete(contexts: string[], key: string): Promise<void> {
    const context = nameOf(contexts);
    if (this.#contexts.get(context)?.has(key)) await this.#keep([{ context, values: { [key]: null } }]);
  }

  override keys(contexts: string[]): string[] {
    return [...(this.#contexts.get(nameOf(contexts))?.keys() ?? [])];
  }

  override values(contexts: string[]): Record<string, SupportedStorageTypes> {
    const texts = this.#contexts.get(nameOf(contexts)) ?? new Map<string, string>();
    return Object.fromEntries([...texts].map(([key, text]) => [key, fromJson(text)]));
  }

  override contexts(contexts: string[]): string[] {
    const prefix = contexts.length === 0 ? '' : `${nameOf(contexts)}.`;
    const below = [...this.#contexts.keys()].filter((name) => name !== '' && name.startsWith(prefix));
    return [...new Set(below.map((name) => name.slice(prefix.length).split('.', 1).join()))];
  }

  override async clearAll(contexts: string[]): Promise<void> {
    const name = nameOf(contexts);
    const isMeant = (context: string): boolean => name === '' || context === name || context.startsWith(`${name}.`);
    const gone = [...this.#contexts].filter(([context]) => isMeant(context));
    if (gone.length === 0) return;
    await this.#keep(
      gone.map(([context, values]) => ({
        context,
        values: Object.fromEntries([...values.keys()].map((key) => [key, null])),
      })),
    );
  }

  /** In force at once; resolves when it is on the disk, or owed to it. */
  async #keep(changes: readonly Change[]): Promise<void> {
    const before = changes.map(({ context, values }) => ({ context, values: this.#valuesAt(context, values) }));
    for (const change of changes) this.#apply(change);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#queue.push({ changes, resolve, reject });
    this.#flushing ??= this.#flushAll();
    try {
      await promise;
    } catch (error) {
      for (const change of before) this.#apply(change);
      throw error;
    }
  }

  /** Once for all that is written in one turn, and again for what came meanwhile. */
  async #flushAll(): Promise<void> {
    await Promise.resolve();
    while (this.#queue.length > 0) await this.#flush();
    this.#flushing = undefined;
  }

  async #flush(): Promise<void> {
    const waiting = this.#queue.splice(0);
    const changes = [...this.#owed, ...waiting.flatMap((it) => it.changes)];
    const records = changes.map((change, at) => ({ ...change, number: this.#number + 1 + at }));
    try {
      await this.#disk.append(records);
      this.#number += records.length;
      if (this.#owed.length > 0)
        this.#parts.log.warn(`What Matter must remember is written to ${this.#parts.folder} again.`);
      this.#owed = [];
      for (const it of waiting) it.resolve();
    } catch (error) {
      this.#owe(waiting, error);
    }
  }

  #owe(waiting: readonly Waiting[], error: unknown): void {
    const isFirst = this.#owed.length === 0;
    const isRefused = ({ changes }: Waiting): boolean => changes.some(({ context }) => PAIRING.test(context));
    const kept = waiting.filter((it) => !isRefused(it));
    this.#owed = [...this.#owed, ...kept.flatMap((it) => it.changes)];
    if (isFirst) this.#tell(error);
    for (const it of waiting) if (isRefused(it)) it.reject(error);
    for (const it of kept) it.resolve();
  }

  #tell(error: unknown): void {
    this.#parts.log.error(
      `Matter cannot write to ${this.#parts.folder} (${String(error)}): make room there. Apps go on seeing the house, but no other app can be paired, and changes are lost when the hub ends.`,
    );
  }

  /** Begins the log anew with what is in force. */
  async #rewrite(): Promise<void> {
    const changes = [...this.#contexts].map(([context, values]) => ({ context, values: Object.fromEntries(values) }));
    const start = { number: this.#number + 1, isStart: true as const, context: '', values: {} };
    const records = [start, ...changes.map((change, at) => ({ ...change, number: start.number + 1 + at }))];
    try {
      await this.#disk.rewrite(records);
      this.#number = start.number + changes.length;
    } catch (error) {
      this.#tell(error);
    }
  }

  #apply({ context, values }: Change): void {
    let known = this.#contexts.get(context);
    if (!known) this.#contexts.set(context, (known = new Map()));
    for (const [key, text] of Object.entries(values)) {
      if (text === null) known.delete(key);
      else known.set(key, text);
    }
    if (known.size === 0) this.#contexts.delete(context);
  }

  #valuesAt(context: string, values: StorageRecord['values']): Record<string, string | null> {
    const known = this.#contexts.get(context);
    return Object.fromEntries(Object.keys(values).map((key) => [key, known?.get(key) ?? null]));
  }
}

function nameOf(contexts: readonly string[]): string {
  return contexts.join('.');
}
