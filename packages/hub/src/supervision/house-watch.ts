import type { EngineState } from '@nightlatch/alarm';
import { alarmOf, DAILY_TEST, lastSelfTest } from '@nightlatch/alarm';
import type { Clock, DeviceReport, HomeChange, HomeSnapshot } from '@nightlatch/model';
import { localDay, localMoment } from '../codes/local-moment.ts';
import type { TimelessInput } from '../engine-driver.ts';
import type { EngineTime } from '../engine-time.ts';
import { readKeys } from '../keys.ts';
import type { HubOptions } from '../options.ts';
import { Pulse } from '../pulse.ts';
import { isSelfTestDue, selfTestFailures } from './self-test.ts';
import { Supervisor } from './supervisor.ts';

type TroubleReport = Extract<DeviceReport, { type: 'trouble' }>;

export interface HouseWatchOptions {
  readonly options: HubOptions;
  readonly clock: Clock;
  readonly time: EngineTime;
  readonly snapshot: () => HomeSnapshot;
  readonly state: () => EngineState;
  readonly report: (report: TroubleReport) => void;
  readonly feed: (input: TimelessInput) => void;
  /** Looks whether the hub was away: called before anything is made of the time that has passed. */
  readonly look: () => void;
}

/** The hub's watch over the house itself: its own pulse, its clock, its devices, and once a day everything. */
export class HouseWatch {
  readonly #parts: HouseWatchOptions;
  readonly #pulse: Pulse;
  readonly #supervisor: Supervisor | undefined;
  #diskProblem: string | undefined;

  constructor(parts: HouseWatchOptions) {
    const { options, clock, time, snapshot, report, look } = parts;
    this.#parts = parts;
    this.#pulse = new Pulse({
      dataDir: options.dataDir,
      clock,
      time,
      onStep: (detail) => report({ type: 'trouble', kind: 'clock', on: true, detail }),
      beforeBeat: look,
      onBeat: () => this.#beat(),
    });
    const { supervision, dataDir } = options;
    this.#supervisor = supervision && new Supervisor({ dataDir, settings: supervision, clock, time, snapshot, report });
  }

  /** Begins, once the home is shown. */
  begin(): void {
    this.#supervisor?.begin();
    this.#pulse.start();
  }

  /** Takes notice of a report before it is handled. @returns What must be taken in before it. */
  hear(report: DeviceReport): TroubleReport | undefined {
    return this.#supervisor?.hear(report);
  }

  /** Gives every device a time back in which nobody could have heard it. */
  excuse(ms: number): void {
    this.#supervisor?.excuse(ms);
  }

  notice(change: HomeChange): void {
    this.#supervisor?.notice(change);
  }

  /** Notes what is wrong with the disk; undefined for nothing. */
  noteDisk(problem: string | undefined): void {
    this.#diskProblem = problem;
  }

  close(): void {
    this.#pulse.stop();
    this.#supervisor?.close();
  }

  #beat(): void {
    this.#supervisor?.beat();
    const { options, clock, state } = this.#parts;
    const due = options.supervision?.selfTestMinute;
    if (due === undefined) return;
    const { timeZone } = options.home;
    const today = localDay(clock.now(), timeZone);
    const now = localMoment(clock.now(), timeZone).minute;
    if (isSelfTestDue({ now, due }, { today, last: lastSelfTest(state())?.day })) this.#testItself(today);
  }

  #testItself(day: string): void {
    const { options, snapshot, state, report, feed } = this.#parts;
    const failures = selfTestFailures({
      snapshot: snapshot(),
      alarm: alarmOf(state()),
      sources: options.sources.map(({ id }) => id),
      ...(this.#diskProblem === undefined ? {} : { journal: this.#diskProblem }),
      ...keyProblem(options.dataDir),
    });
    // Said first, so that whoever is told of the trouble is told what it is.
    if (failures.length > 0)
      report({ type: 'trouble', kind: 'self-test', device: DAILY_TEST, on: true, detail: failures.join(' ') });
    feed({ type: 'self-test', day, failures });
  }
}

function keyProblem(dataDir: string): { keys?: string } {
  try {
    readKeys(dataDir);
    return {};
  } catch (error) {
    return { keys: error instanceof Error ? error.message : String(error) };
  }
}
