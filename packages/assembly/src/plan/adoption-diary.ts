import type { ZoneConfig } from '@nightlatch/alarm';
import type { Log } from '@nightlatch/model';
import type { HousePlan } from './plan-alarm.ts';

/** Says of each plan what is new in it: which sensors were adopted, and which zones count as unknown. */
export class AdoptionDiary {
  readonly #log: Log;
  readonly #told = new Set<string>();
  #notes: ReadonlySet<string> = new Set();

  constructor(log: Log) {
    this.#log = log;
  }

  tell({ adopted }: Pick<HousePlan, 'adopted'>): void {
    for (const [partition, zones] of adopted) for (const zone of zones) this.#tellZone(partition, zone);
  }

  /** Says which zones count as unknown, each once until it is mended. */
  tellNotes(notes: readonly string[]): void {
    for (const note of notes) if (!this.#notes.has(note)) this.#log.warn(note);
    this.#notes = new Set(notes);
  }

  #tellZone(partition: string, { id, name, type, signal }: ZoneConfig): void {
    if (this.#told.has(id)) return;
    this.#told.add(id);
    this.#log.info(`"${partition}" lists no zones, so it watches ${name} (${signal}) as ${type}.`);
  }
}
