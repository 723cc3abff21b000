import type { DeviceId, Hazard } from '@nightlatch/model';
import type { PartitionConfig, SirenRule } from '../src/config.ts';
import type { PartitionRecord } from '../src/state.ts';
import { DISARMED_PARTITION } from '../src/state.ts';
import type { Step } from './live.ts';

/** When the time of a siren for a hazard began, by hazard. */
type Starts = Map<Hazard, number>;

/**
 * Listens to a house of one partition and knows by what it tells, not by what the engine remembers, which of its sirens
 * ought to sound. Each step must be at one instant.
 */
export class SirenWatch {
  readonly #on = new Map<DeviceId, boolean>();
  readonly #starts = new Map<DeviceId, Starts>();
  #sirens: readonly DeviceId[] = [];

  /** Every siren that was ever told anything or should be, whether it sounds, and whether it ought to. */
  follow(step: Step): readonly { siren: DeviceId; isOn: boolean; isWanted: boolean }[] {
    for (const effect of step.effects)
      if (effect.type === 'siren') for (const device of effect.devices) this.#on.set(device, effect.on);
    const partition = step.after.house.partitions.get('house');
    this.#sirens = partition?.sirens ?? [];
    return [...new Set([...this.#sirens, ...this.#on.keys()])].map((siren) => ({
      siren,
      isOn: this.#on.get(siren) ?? false,
      isWanted: partition !== undefined && this.#isWanted(siren, partition, step),
    }));
  }

  #isWanted(siren: DeviceId, partition: PartitionConfig, step: Step): boolean {
    const { after } = step;
    const { alarms, guard } = after.partitions.get('house') ?? DISARMED_PARTITION;
    const rule = ruleIn(partition, siren);
    const starts = this.#startsOf(siren, rule, step);
    if (!partition.sirens.includes(siren)) return false;
    const isInTime = (since: number): boolean => after.at < since + (rule.maxSeconds ?? Infinity) * 1000;
    const isSounding = alarms.some(
      ({ status, isQuiet, hazard, until }) =>
        status === 'alarm' &&
        !isQuiet &&
        soundsFor(rule, hazard) &&
        (until === undefined || isInTime(starts.get(hazard) ?? -Infinity)),
    );
    const isWarning = guard.status === 'pending' && guard.isExitError && !partition.modes[guard.mode]?.isSilent;
    return isSounding || (isWarning && soundsFor(rule, 'burglary') && isInTime(guard.since ?? after.at));
  }

  /** A trip begins the time of a siren whose time is over; so does a rule that is new. */
  #startsOf(siren: DeviceId, rule: SirenRule, { before, after, effects }: Step): Starts {
    const starts = this.#starts.get(siren) ?? new Map<Hazard, number>();
    this.#starts.set(siren, starts);
    const earlier = before.house.partitions.get('house');
    const was = earlier && ruleIn(earlier, siren);
    const mostMs = (was?.maxSeconds ?? Infinity) * 1000;
    for (const effect of effects) {
      if (effect.type !== 'hazard') continue;
      const { hazard, to } = effect;
      if (to === 'silenced' || to === 'restored') starts.delete(hazard);
      else if (after.at >= (starts.get(hazard) ?? -Infinity) + mostMs) starts.set(hazard, after.at);
    }
    const isNew = (hazard: Hazard): boolean => was?.maxSeconds === undefined || !soundsFor(was, hazard);
    for (const { hazard } of after.partitions.get('house')?.alarms ?? [])
      if (!starts.has(hazard) || (before.house !== after.house && isNew(hazard))) starts.set(hazard, after.at);
    forgetSilent(starts, after.partitions.get('house'), rule);
    return starts;
  }
}

function forgetSilent(starts: Starts, record: PartitionRecord = DISARMED_PARTITION, rule: SirenRule): void {
  for (const hazard of starts.keys()) {
    const isSounding = record.alarms.some((alarm) => alarm.hazard === hazard && alarm.status === 'alarm');
    if (!isSounding || (rule.maxSeconds !== undefined && !soundsFor(rule, hazard))) starts.delete(hazard);
  }
}

function ruleIn({ sirenRules = [] }: PartitionConfig, siren: DeviceId): SirenRule {
  return sirenRules.find(({ device }) => device === siren) ?? { device: siren };
}

function soundsFor({ hazards }: SirenRule, hazard: Hazard): boolean {
  return hazards === undefined || hazards.includes(hazard);
}
