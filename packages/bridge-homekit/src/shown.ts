import type { Clock, Home, HomeChange, Language, Log, PartitionId } from '@nightlatch/model';
import type { Categories } from '@homebridge/hap-nodejs';
import type { CommandDesk } from './command-desk.ts';
import type { HapAccessory, HapModule } from './hap.ts';
import type { HomeKitOptions } from './options.ts';
import type { Lane } from './urgent-lane.ts';

/** What everything that is shown needs. */
export interface Stage {
  readonly hap: HapModule;
  readonly home: Home;
  readonly lane: Lane;
  readonly desk: CommandDesk;
  readonly clock: Clock;
  readonly log: Log;
  readonly options: HomeKitOptions;
  /** Of the words that the household reads. */
  readonly language: Language;
}

/** An accessory that ought to be shown, and how to bring it to life. */
export interface Plan {
  /** Stable, within the home: what the accessory's identity is made of. */
  readonly key: string;
  readonly name: string;
  readonly category: Categories;
  /** Lower goes first when a bridge has no room for all. */
  readonly rank: number;
  /** Anything whose change asks for another set of services. */
  readonly shape: string;
  /** What AccessoryInformation says. */
  readonly information: Information;
  readonly build: (accessory: HapAccessory) => Shown;
}

export interface Information {
  readonly manufacturer: string;
  readonly model: string;
  readonly serial: string;
  readonly firmware: string;
}

/** An accessory that lives. */
export interface Shown {
  /** Tells controllers every value that is not as they know it. */
  refresh(): void;
  /** Takes notice of what leaves no state behind. Called before `refresh`. */
  notice?(change: HomeChange): void;
  /** Ends timers. */
  stop?(): void;
}

/** Brings the accessory beside a partition, or the master, to life. */
export type BuildCompanion = (stage: Stage, id: PartitionId, accessory: HapAccessory) => Shown;
