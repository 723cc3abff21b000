import type { FileHandle } from 'node:fs/promises';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { NightlatchError } from '@nightlatch/model';
import type { StorageRecord } from './record-line.ts';
import { decodeRecord, encodeRecord } from './record-line.ts';

const FILES = ['values.log', 'values.copy.log'] as const;

/** What was found on the disk. */
export interface FoundLog {
  /** Everything that is in force, in order. */
  readonly records: readonly StorageRecord[];
  /** Files in which something was not as it had been written, and that the other one made good. */
  readonly damaged: readonly string[];
  /** Whether the files differ, as after a power cut between the two: they want to be begun anew. */
  readonly isUneven: boolean;
}

/**
 * A log that is written twice, record by record, so that a disk may lose or garble either file: what one lacks, the other
 * has. Every record is on the disk, in both, before `append` resolves.
 */
export class TwinLog {
  readonly #files: readonly string[];
  #handles: FileHandle[] = [];
  #lengths: number[] = [];

  constructor(folder: string) {
    this.#files = FILES.map((file) => join(folder, file));
  }

  /** @throws NightlatchError `matter-storage-damaged` when neither file has what is missing in the other. */
  async read(): Promise<FoundLog> {
    const copies = await Promise.all(this.#files.map(readCopy));
    const found = new Map(copies.flatMap(({ records }) => records.map((it) => [it.number, it])));
    const numbers = [...found.keys()].toSorted((a, b) => a - b);
    const start = numbers.findLast((number) => found.get(number)?.isStart) ?? Infinity;
    const inForce = numbers.filter((number) => number >= start).flatMap((number) => found.get(number) ?? []);
    const isWhole = inForce.every(({ number }, at) => number === start + at);
    const isEmpty = inForce.length === 0;
    const damaged = this.#files.filter((_, at) => copies[at]?.isDamaged || (copies[at]?.isMissing && !isEmpty));
    if (!isWhole || (isEmpty && damaged.length > 0)) {
      throw new NightlatchError(
        'matter-storage-damaged',
        `${this.#files.join(' and ')} are both damaged: restore them from a backup, or delete both and pair every app anew.`,
      );
    }
    const isUneven = copies.some(({ records, isTorn }) => isTorn || records.length !== found.size);
    return { records: inForce, damaged, isUneven: isUneven || damaged.length > 0 };
  }

  /** Begins both files anew with all that is in force, one after the other: one of them is whole at every instant. */
  async rewrite(records: readonly StorageRecord[]): Promise<void> {
    await this.close();
    const text = records.map(encodeRecord).join('');
    for (const file of this.#files) {
      const fresh = `${file}.new`;
      const handle = await open(fresh, 'w', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(fresh, file);
    }
  }

  /** @throws Error of the file system, after which both files are as before, and are opened anew for the next time. */
  async append(records: readonly StorageRecord[]): Promise<void> {
    if (this.#handles.length === 0) await this.#open();
    const bytes = Buffer.from(records.map(encodeRecord).join(''));
    const before = [...this.#lengths];
    try {
      for (const [at, handle] of this.#handles.entries()) {
        await writeAll(handle, bytes, this.#lengths[at] ?? 0);
        await handle.sync();
        this.#lengths[at] = (this.#lengths[at] ?? 0) + bytes.length;
      }
    } catch (error) {
      // Half a record would be taken for damage; shorter is possible on a disk that is full.
      for (const [at, handle] of this.#handles.entries()) await handle.truncate(before[at] ?? 0).catch(() => undefined);
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const handle of this.#handles.splice(0)) await handle.close();
    this.#lengths = [];
  }

  async #open(): Promise<void> {
    for (const file of this.#files) {
      const handle = await open(file, 'r+').catch(() => open(file, 'w+', 0o600));
      this.#handles.push(handle);
      this.#lengths.push((await handle.stat()).size);
    }
  }
}

/** A disk that fills up may take a part of it. */
async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

interface Copy {
  readonly records: readonly StorageRecord[];
  readonly isMissing: boolean;
  readonly isDamaged: boolean;
  /** Its last line was left half written by a power cut, which is no damage. */
  readonly isTorn: boolean;
}

const NOTHING: Copy = { records: [], isMissing: true, isDamaged: false, isTorn: false };

async function readCopy(file: string): Promise<Copy> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NOTHING;
    throw error;
  }
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const read = lines.map(decodeRecord);
  const last = rest === '' ? undefined : decodeRecord(rest);
  // A disk that lost the whole of a file leaves none of its lines.
  const isDamaged = read.includes(undefined) || read.length + (last ? 1 : 0) === 0;
  const records = [...read, last].filter((it) => it !== undefined);
  return { records, isMissing: false, isDamaged, isTorn: rest !== '' };
}
