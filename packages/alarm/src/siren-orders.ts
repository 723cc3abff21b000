import type { DeviceId, Hazard } from '@nightlatch/model';
import type { PartitionConfig, SirenRule } from './config.ts';
import { byUrgency, HAZARD_RULES } from './hazard-rules.ts';
import type { AlarmRecord, PartitionRecord, SirenException, SirenOrder, SirenStart } from './state.ts';

export const SILENT: SirenOrder = {};

/** What all the sirens of a partition ought to do, and those that ought to do something else. */
export type SirenOrders = Pick<PartitionRecord, 'siren' | 'sirenExceptions'>;

/** Works out what every siren of a partition ought to do at an instant. */
export function ordersAt(partition: PartitionConfig, record: PartitionRecord, at: number): Required<SirenOrders> {
  const siren = orderAt(partition, record, at, undefined);
  const sirenExceptions = (partition.sirenRules ?? []).flatMap((rule): readonly SirenException[] => {
    const own = orderAt(partition, record, at, rule);
    return isSameOrder(own, siren) ? [] : [{ device: rule.device, ...own }];
  });
  return { siren, sirenExceptions };
}

/** Reads what one siren was told. */
export function orderOf({ siren = SILENT, sirenExceptions = [] }: SirenOrders, device: DeviceId): SirenOrder {
  return sirenExceptions.find((exception) => exception.device === device) ?? siren;
}

export function isSameOrder(one: SirenOrder, other: SirenOrder): boolean {
  return one.pattern === other.pattern && one.until === other.until;
}

export function ruleOf({ sirenRules = [] }: PartitionConfig, siren: DeviceId): SirenRule | undefined {
  return sirenRules.find(({ device }) => device === siren);
}

/** The most urgent alarm that the siren sounds for, else the warning of an exit error. */
function orderAt(
  { modes }: PartitionConfig,
  { alarms, guard }: PartitionRecord,
  at: number,
  rule: SirenRule | undefined,
): SirenOrder {
  const sounding = alarms.filter(
    (alarm) => alarm.status === 'alarm' && !alarm.isQuiet && soundsFor(rule, alarm.hazard) && limitOf(alarm, rule) > at,
  );
  const [first] = sounding.sort((one, other) => byUrgency(one.hazard, other.hazard));
  if (first)
    return ordered(HAZARD_RULES[first.hazard].pattern, Math.min(first.until ?? Infinity, limitOf(first, rule)));
  if (guard.status !== 'pending' || !guard.isExitError || modes[guard.mode]?.isSilent) return SILENT;
  const limit = (guard.since ?? guard.until) + mostMs(rule);
  return soundsFor(rule, 'burglary') && limit > at ? ordered('warning', Math.min(guard.until, limit)) : SILENT;
}

function ordered(pattern: NonNullable<SirenOrder['pattern']>, until: number): SirenOrder {
  return Number.isFinite(until) ? { pattern, until } : { pattern };
}

function soundsFor(rule: SirenRule | undefined, hazard: Hazard): boolean {
  return rule?.hazards?.includes(hazard) ?? true;
}

/** When a siren has sounded for an alarm as long as it may: never, where the alarm sounds until it is silenced. */
function limitOf({ until, since, sirenStarts = [] }: AlarmRecord, rule: SirenRule | undefined): number {
  if (until === undefined) return Infinity;
  const start = sirenStarts.find(({ siren }) => siren === rule?.device)?.startedAt ?? since;
  return start + mostMs(rule);
}

function mostMs(rule: SirenRule | undefined): number {
  return (rule?.maxSeconds ?? Infinity) * 1000;
}

type Sounding = Pick<AlarmRecord, 'hazard'> & {
  readonly until: number | undefined;
  readonly isQuiet: boolean;
  readonly before: readonly SirenStart[] | undefined;
};

/** A trip sounds the sirens whose time is over anew, and gives those that still sound no more of it. */
export function startsAtTrip(
  partition: PartitionConfig,
  alarm: Sounding,
  at: number,
): Pick<AlarmRecord, 'sirenStarts'> {
  return startsOf(partition, alarm, (before, mostMs) => (before !== undefined && before + mostMs > at ? before : at));
}

/** A siren that has a time of its own from now on begins it now, if it sounds. */
export function startsAtChange(partition: PartitionConfig, alarm: AlarmRecord, at: number): AlarmRecord {
  const { sirenStarts, ...rest } = alarm;
  if (alarm.status !== 'alarm') return rest;
  const sounding = { ...alarm, until: alarm.until, isQuiet: alarm.isQuiet === true, before: sirenStarts };
  return { ...rest, ...startsOf(partition, sounding, (before) => before ?? at) };
}

function startsOf(
  { sirenRules = [] }: PartitionConfig,
  { hazard, until, isQuiet, before = [] }: Sounding,
  startAfter: (before: number | undefined, mostMs: number) => number,
): Pick<AlarmRecord, 'sirenStarts'> {
  if (until === undefined || isQuiet) return {};
  const sirenStarts = sirenRules.flatMap((rule): readonly SirenStart[] => {
    if (rule.maxSeconds === undefined || !soundsFor(rule, hazard)) return [];
    const earlier = before.find(({ siren }) => siren === rule.device)?.startedAt;
    return [{ siren: rule.device, startedAt: startAfter(earlier, mostMs(rule)) }];
  });
  return sirenStarts.length > 0 ? { sirenStarts } : {};
}
