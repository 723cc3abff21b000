import type {
  Clock,
  DeviceId,
  DeviceReport,
  HomeChange,
  HomeSnapshot,
  TimerHandle,
  TroubleKind,
} from '@nightlatch/model';
import { durationText } from '@nightlatch/model';
import type { EngineTime } from '../engine-time.ts';
import { HeardBook } from './heard-book.ts';
import { isJammed } from './jamming-policy.ts';
import { overdueDevices } from './overdue-policy.ts';
import type { Supervision } from './settings.ts';

type TroubleReport = Extract<DeviceReport, { type: 'trouble' }>;

export interface SupervisorOptions {
  readonly dataDir: string;
  readonly settings: Supervision;
  readonly clock: Clock;
  readonly time: EngineTime;
  readonly snapshot: () => HomeSnapshot;
  readonly report: (report: TroubleReport) => void;
}

/** How often the book of who was heard is written down, in beats. */
const BEATS_PER_NOTE = 20;
/** Devices that fell silent together are judged together, and after their source had time to say that it is away. */
const JUDGE_MS = 2000;

/**
 * Listens for silence: devices that were not heard of in their time, and several that fell silent at once.
 *
 * A report costs it one entry in a map. What it finds goes into the inbox as trouble, so that the engine decides what
 * follows, and a journal shows it.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #heard: HeardBook;
  /** By source: who fell silent while they could be heard, and when. */
  readonly #silent = new Map<string, Map<DeviceId, number>>();
  readonly #lostAt = new Map<DeviceId, number>();
  readonly #overdue = new Set<DeviceId>();
  #judging: TimerHandle | undefined;
  #beats = 0;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#heard = new HeardBook(options.dataDir, options.time.now());
  }

  /** Takes over from an earlier run who is there and who is overdue. */
  begin(): void {
    const { devices, troubles } = this.#options.snapshot();
    for (const device of devices.keys()) this.#heard.meet(device, this.#options.time.now());
    for (const { kind, device } of troubles) if (kind === 'overdue' && device !== undefined) this.#overdue.add(device);
  }

  /**
   * Takes notice of a report, before it is handled: what is only repeated from before proves nothing.
   *
   * @returns The end of being overdue, to be taken in before the report: what such a device says is trusted again.
   */
  hear(report: DeviceReport): TroubleReport | undefined {
    if (!isProof(report)) return undefined;
    const { device } = report;
    this.#heard.hear(device, this.#options.time.now());
    this.#isBack(device);
    return this.#overdue.delete(device) ? noLongerOverdue(device) : undefined;
  }

  /** Takes notice of a change of the home. */
  notice(change: HomeChange): void {
    if (change.type === 'removed') return this.#forget(change.device);
    if (change.type === 'described') return this.#heard.meet(change.device.id, this.#options.time.now());
    if (change.type !== 'availability') return;
    const { device, from, to } = change;
    const now = this.#options.time.now();
    if (from === true) this.#lostAt.set(device, now);
    if (from === true && to === false) this.#fellSilent(device, now);
    if (to !== true) return;
    this.#heard.excuse(device, now - (this.#lostAt.get(device) ?? now));
    this.#lostAt.delete(device);
    // That a source is there again proves nothing of a device that was overdue: only its own word does.
    this.#isBack(device);
  }

  /** Gives every device a time back in which nobody could have heard it. */
  excuse(ms: number): void {
    for (const device of this.#options.snapshot().devices.keys()) this.#heard.excuse(device, ms);
  }

  /** Looks who is overdue, and who was. */
  beat(): void {
    const { snapshot, settings, time } = this.#options;
    const now = time.now();
    const { devices } = snapshot();
    const overdue = overdueDevices(devices.values(), (id) => this.#heard.heardAt(id), settings, now);
    for (const device of overdue) {
      if (this.#overdue.has(device)) continue;
      this.#overdue.add(device);
      const silence = durationText(now - this.#heard.heardAt(device));
      this.#tell('overdue', device, true, `Nothing was heard of it for ${silence}.`);
      this.#fellSilent(device, now);
    }
    for (const device of this.#overdue) {
      const known = devices.get(device);
      if (!known || settings.checkInMs(known) === undefined) this.#endOverdue(device);
    }
    this.#beats += 1;
    if (this.#beats % BEATS_PER_NOTE === 0) this.#keep();
  }

  close(): void {
    this.#judging?.cancel();
    this.#keep();
  }

  #keep(): void {
    const { devices } = this.#options.snapshot();
    this.#heard.keep(this.#options.time.now(), (device) => devices.has(device));
  }

  #endOverdue(device: DeviceId): void {
    if (this.#overdue.delete(device)) this.#options.report(noLongerOverdue(device));
  }

  #isBack(device: DeviceId): void {
    if (this.#silent.get(sourceOf(device))?.delete(device)) this.#judgeSoon();
  }

  #forget(device: DeviceId): void {
    this.#lostAt.delete(device);
    this.#endOverdue(device);
    this.#isBack(device);
  }

  #fellSilent(device: DeviceId, now: number): void {
    const source = sourceOf(device);
    const silent = this.#silent.get(source) ?? new Map<DeviceId, number>();
    this.#silent.set(source, silent.set(device, now));
    this.#judgeSoon();
  }

  #judgeSoon(): void {
    this.#judging ??= this.#options.clock.after(JUDGE_MS, () => {
      this.#judging = undefined;
      for (const [source, silent] of this.#silent) this.#judge(source, silent);
    });
  }

  #judge(source: string, silent: ReadonlyMap<DeviceId, number>): void {
    const { settings, snapshot, time } = this.#options;
    if (!settings.jamming) return;
    const total = [...snapshot().devices.keys()].filter((device) => sourceOf(device) === source).length;
    const isSuspected = this.#hasTrouble('jamming', source);
    const standing = { silent, total, isSuspected, isAway: this.#hasTrouble('unavailable', source) };
    const is = isJammed(standing, settings.jamming, time.now());
    if (is === isSuspected) return;
    const detail = is ? `${silent.size} of its ${total} devices fell silent together.` : '';
    this.#tell('jamming', source, is, detail);
  }

  #hasTrouble(kind: TroubleKind, device: string): boolean {
    return this.#options.snapshot().troubles.some((trouble) => trouble.kind === kind && trouble.device === device);
  }

  #tell(kind: TroubleKind, device: string, on: boolean, detail: string): void {
    this.#options.report({ type: 'trouble', kind, device, on, detail });
  }
}

type Proof = Extract<DeviceReport, { type: 'event' | 'operated' | 'attributes' }>;

function isProof(report: DeviceReport): report is Proof {
  if (report.type === 'attributes') return report.cause === 'live';
  return report.type === 'event' || report.type === 'operated';
}

function noLongerOverdue(device: DeviceId): TroubleReport {
  return { type: 'trouble', kind: 'overdue', device, on: false, detail: '' };
}

/** The source that a device's id begins with. */
function sourceOf(device: DeviceId): string {
  return device.slice(0, device.indexOf('/'));
}
