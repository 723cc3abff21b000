import { join } from 'node:path';
import type { Log } from '@nightlatch/model';
import { readPrivateFile, writePrivateFile } from './private-file.ts';

interface Entry {
  /** The bridge that shows it, from 0. An app would lose it on another. */
  readonly bridge: number;
  /** What we called it last: a name that the household gave it in an app stays until this one changes. */
  readonly name: string;
}

/** Remembers, across restarts, on which bridge each endpoint is and what we called it. */
export class EndpointBook {
  readonly #file: string;
  readonly #log: Log;
  readonly #entries: Map<string, Entry>;
  #isDirty = false;

  constructor(folder: string, log: Log) {
    this.#file = join(folder, 'endpoints.json');
    this.#log = log;
    this.#entries = this.#read();
  }

  get(identity: string): Entry | undefined {
    return this.#entries.get(identity);
  }

  /** How many endpoints a bridge has, those included whose device is not there now. */
  countOn(bridge: number): number {
    return [...this.#entries.values()].filter((entry) => entry.bridge === bridge).length;
  }

  set(identity: string, entry: Entry): void {
    const known = this.#entries.get(identity);
    if (known?.bridge === entry.bridge && known.name === entry.name) return;
    this.#entries.set(identity, entry);
    this.#isDirty = true;
  }

  delete(identity: string): void {
    if (this.#entries.delete(identity)) this.#isDirty = true;
  }

  /** Writes what has changed. A start has hundreds of changes, and the disk is asked once. What cannot be remembered costs a name or a place, never the bridge. */
  save(): void {
    if (!this.#isDirty) return;
    try {
      writePrivateFile(this.#file, JSON.stringify(Object.fromEntries(this.#entries)));
      this.#isDirty = false;
    } catch (error) {
      this.#log.error(`Matter cannot remember its endpoints in ${this.#file}: ${String(error)}`);
    }
  }

  #read(): Map<string, Entry> {
    try {
      const text = readPrivateFile(this.#file, this.#log);
      return new Map(Object.entries(JSON.parse(text ?? '{}') as Record<string, Entry>));
    } catch {
      this.#log.warn(`${this.#file} cannot be read and is begun anew: names given in apps may be replaced.`);
      return new Map();
    }
  }
}
