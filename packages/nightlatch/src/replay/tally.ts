import type { AlarmState, Hazard, PartitionId } from '@nightlatch/model';
import type { Decision } from './virtual-engine.ts';

/** How often a hazard alarmed for one cause. */
export interface AlarmCount {
  readonly partition: PartitionId;
  readonly hazard: Hazard;
  /** The zone that tripped first, or the way in by which somebody raised it. */
  readonly cause: string;
  readonly count: number;
}

/** One alarm of a recording. */
export interface AlarmSeen {
  readonly at: number;
  readonly partition: PartitionId;
  readonly hazard: Hazard;
  readonly cause: string;
  /** Zones that tripped while it sounded. */
  readonly trips: number;
}

interface Standing {
  readonly state: AlarmState;
  readonly mode?: string;
  readonly since: number;
}

const DISARMED: AlarmState = 'disarmed';

/** Counts what a recording comes to: how long the house stood guard, what alarmed and why, what was wrong. */
export class Tally {
  readonly alarms: AlarmSeen[] = [];
  /** When somebody disarmed. */
  readonly disarms: { readonly at: number; readonly partition: PartitionId }[] = [];
  readonly refusals = new Map<string, number>();
  readonly troubles = new Map<string, number>();
  /** Milliseconds armed, by partition and mode. */
  readonly armedMs = new Map<PartitionId, Map<string, number>>();
  chimes = 0;
  stops = 0;
  blindMs = 0;
  blindArmedMs = 0;
  readonly #standing = new Map<PartitionId, Standing>();
  /** The place in `alarms` of each that sounds. */
  readonly #sounding = new Map<string, number>();
  /** Trips that are being verified: they have been counted, as the house sounds already. */
  readonly #verifying = new Set<string>();
  #blindSince: number | undefined;

  take({ at, effect }: Decision): void {
    switch (effect.type) {
      case 'state': {
        const { partition, to, mode } = effect;
        this.#endStanding(partition, at);
        if (to === DISARMED && effect.actor) this.disarms.push({ at, partition });
        this.#standing.set(partition, { state: to, ...(mode === undefined ? {} : { mode }), since: at });
        return;
      }
      case 'hazard':
        return this.#takeHazard(at, effect);
      case 'refused':
        return count(this.refusals, effect.reason);
      case 'trouble':
        return effect.on ? count(this.troubles, effect.kind) : undefined;
      case 'chime':
        this.chimes += 1;
        return;
      default:
        return;
    }
  }

  /** The hub goes, and nobody watches. */
  stop(at: number): void {
    this.#blindSince ??= at;
  }

  /** The hub is back. */
  start(at: number): void {
    if (this.#blindSince === undefined) return;
    this.stops += 1;
    this.blindMs += at - this.#blindSince;
    const isArmed = [...this.#standing.values()].some(({ mode }) => mode !== undefined);
    if (isArmed) this.blindArmedMs += at - this.#blindSince;
    this.#blindSince = undefined;
  }

  /** The recording is over: what still stands counts up to here. */
  end(at: number): void {
    this.start(at);
    for (const partition of this.#standing.keys()) {
      this.#endStanding(partition, at);
      const standing = this.#standing.get(partition);
      if (standing) this.#standing.set(partition, { ...standing, since: at });
    }
  }

  /** The alarms by partition, hazard and cause, the most frequent first. */
  get alarmCounts(): readonly AlarmCount[] {
    const counts = new Map<string, AlarmCount>();
    for (const { partition, hazard, cause } of this.alarms) {
      const key = `${partition} ${hazard} ${cause}`;
      const before = counts.get(key)?.count ?? 0;
      counts.set(key, { partition, hazard, cause, count: before + 1 });
    }
    return [...counts.values()].sort((one, other) => other.count - one.count);
  }

  /** Whoever is armed has a mode; one who is still leaving is not armed yet. */
  #endStanding(partition: PartitionId, at: number): void {
    const { state, mode, since } = this.#standing.get(partition) ?? { state: DISARMED, since: at };
    if (mode === undefined || state === 'arming') return;
    const modes = this.armedMs.get(partition) ?? new Map<string, number>();
    modes.set(mode, (modes.get(mode) ?? 0) + at - since);
    this.armedMs.set(partition, modes);
  }

  /** A further trip while it sounds is no further alarm. */
  #takeHazard(at: number, { partition, hazard, zone, to }: Extract<Decision['effect'], { type: 'hazard' }>): void {
    const key = `${partition} ${hazard}`;
    const place = this.#sounding.get(key);
    const alarm = place === undefined ? undefined : this.alarms[place];
    if (to === 'silenced' || to === 'restored') {
      this.#sounding.delete(key);
      return;
    }
    const trip = `${key} ${zone}`;
    if (to === 'verifying') this.#verifying.add(trip);
    else if (this.#verifying.delete(trip)) return;
    if (alarm && place !== undefined) {
      this.alarms[place] = { ...alarm, trips: alarm.trips + 1 };
      return;
    }
    this.#sounding.set(key, this.alarms.length);
    this.alarms.push({ at, partition, hazard, cause: zone ?? 'by hand', trips: 1 });
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
