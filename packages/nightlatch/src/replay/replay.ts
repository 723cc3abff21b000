import type { AlarmConfig, AlarmInput } from '@nightlatch/alarm';
import type { Config } from '@nightlatch/assembly';
import type { DeviceDescription } from '@nightlatch/model';
import type { InstantForm } from './decision-line.ts';
import { decisionLine } from './decision-line.ts';
import { ReplayHouse } from './replay-house.ts';
import type { ReplayLine } from './replay-line.ts';
import { summarise } from './summary.ts';
import type { Summary } from './summary.ts';
import { summaryText } from './summary-text.ts';
import { Tally } from './tally.ts';

export interface ReplayParts {
  readonly config: Config;
  /** Told of every decision, in the words of the output. */
  readonly onLine?: ((line: object) => void) | undefined;
  /** Devices that are known before it begins. */
  readonly devices?: readonly DeviceDescription[];
  /** Tells of duress and silent panic too. */
  readonly all?: boolean;
}

/** One run of a recording through a house in virtual time, with what it comes to. */
export class Replay {
  readonly tally = new Tally();
  readonly #parts: ReplayParts;
  /** Instants are written as the recording writes its own. */
  #form: InstantForm = iso;
  #house: ReplayHouse | undefined;
  #lines = 0;
  #from: number | undefined;
  #to: number | undefined;
  #hasCodes = false;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  /** A code was offered. */
  get hasCodes(): boolean {
    return this.#hasCodes;
  }

  /** Takes in the next line of the recording. @throws LineError */
  take(line: ReplayLine): void {
    const house = (this.#house ??= this.#open(line));
    this.#lines += 1;
    this.#from ??= line.at;
    this.#to = line.at;
    if (line.kind === 'command' && line.code) this.#hasCodes = true;
    if (line.kind === 'hub' && line.to === 'stopped') this.tally.stop(line.at);
    house.take(line);
    if (line.kind === 'hub' && line.to === 'started') this.tally.start(line.at);
  }

  /** Takes in the next input of a hub's journal. */
  feed(input: AlarmInput): void {
    const house = (this.#house ??= this.#open({ at: input.at, isEpoch: false }));
    this.#lines += 1;
    this.#from ??= input.at;
    this.#to = input.at;
    if (input.type === 'hub' && input.to === 'stopped') this.tally.stop(input.at);
    house.feed(input);
    if (input.type === 'hub' && input.to === 'started') this.tally.start(input.at);
  }

  /** Ends the run. @returns What it came to, for programs and for people. */
  end(): { readonly summary: Summary; readonly text: string } {
    const { tally } = this;
    const { home } = this.#parts.config;
    if (this.#to !== undefined) tally.end(this.#to);
    const unwatched = this.#house?.unwatched ?? [];
    const summary = summarise({
      tally,
      form: this.#form,
      from: this.#from,
      to: this.#to,
      lines: this.#lines,
      devices: this.#house?.devices.length ?? 0,
      unwatchedDevices: unwatched.length,
      unseen: this.#house?.unseen ?? 0,
    });
    const text = summaryText(summary, tally.alarms, {
      ...(home.timeZone === undefined ? {} : { timeZone: home.timeZone }),
      zone: zoneNames(this.#house?.alarm),
      unwatched: unwatched.map(({ name }) => name),
    });
    return { summary, text };
  }

  #open({ at, isEpoch }: Pick<ReplayLine, 'at' | 'isEpoch'>): ReplayHouse {
    if (isEpoch) this.#form = (instant) => instant;
    const { config, onLine, all = false, devices = [] } = this.#parts;
    return new ReplayHouse({
      config,
      at,
      devices,
      onDecision: (decision) => {
        this.tally.take(decision);
        const line = onLine && decisionLine(decision, this.#form, { all });
        if (line) onLine(line);
      },
    });
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function zoneNames(alarm: AlarmConfig | undefined): (id: string) => string {
  const zones = alarm?.partitions.flatMap((partition) => partition.zones) ?? [];
  const names = new Map(zones.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
