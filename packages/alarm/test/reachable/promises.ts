import type { Hazard } from '@nightlatch/model';
import { HAZARD_OF, LIFE_SAFETY } from '@nightlatch/model';
import type { PartitionConfig } from '../../src/config.ts';
import { transition } from '../../src/engine.ts';
import { freeze, thaw } from '../../src/freezing.ts';
import type { Watch } from '../../src/house.ts';
import type { AlarmRecord, EngineState, Guard, PartitionRecord, ZoneRecord } from '../../src/state.ts';
import { DISARMED_PARTITION, UNKNOWN_ZONE } from '../../src/state.ts';
import type { Step } from './explore.ts';

/** What the engine promises of every step, whatever came before. Each throws where a step breaks it. */
export const PROMISES: Readonly<Record<string, (step: Step) => void>> = {
  'nobody disarms without a permitted credential or origin': nobodyDisarms,
  'nobody leaves unwatched what is watched without the right to disarm': nothingIsLetGo,
  'life safety alarms at once, and for as long as it is there': lifeSafetyAlarms,
  'a deadline never grows': deadlinesNeverGrow,
  'every delay and every sounding that is bounded has its deadline': everyDelayEnds,
  'each siren sounds while an alarm does that it sounds for': sirensSound,
  'a trip sounds each siren that sounds for its hazard': tripsSound,
  'what is unknown never counts as closed at arming': unknownIsNotClosed,
  'duress and a silent panic are like nothing and like nobody': silenceShowsNothing,
};

function nobodyDisarms({ before, input, after }: Step): void {
  if (guardOf(before).status === 'disarmed' || guardOf(after).status !== 'disarmed') return;
  must(mayDisarm(before, input), 'It was disarmed without the right to.');
}

/** Ana may; HomeKit may, while an entry delay runs. */
function mayDisarm(before: EngineState, input: Step['input']): boolean {
  if (input.type === 'code-judged') {
    const asked = before.codes.find(({ id }) => id === input.id);
    return input.user === 'Ana' && asked !== undefined;
  }
  const isAsked = input.type === 'command' && input.command.type === 'disarm' && !input.hasCode;
  return isAsked && input.actor.origin === 'homekit' && guardOf(before).status === 'pending';
}

function nothingIsLetGo({ before, input, after }: Step): void {
  if (guardOf(before).status === 'disarmed' || mayDisarm(before, input)) return;
  const still = new Set(guardedZones(after));
  const shutDown = partitionOf(after).swingers ?? [];
  const lost = guardedZones(before).filter((zone) => !still.has(zone) && !shutDown.includes(zone));
  must(lost.length === 0, `${lost.join(', ')} no longer stands guard.`);
}

/**
 * Burglary zones that stand guard now. While a change of mode is under way the perimeter does, and the entry zones are
 * the way out: whoever may arm may open it once, and no interior zone with it.
 */
function guardedZones(state: EngineState): readonly string[] {
  const guard = guardOf(state);
  if (guard.status === 'disarmed' || (guard.status === 'arming' && guard.from === undefined)) return [];
  return watchesOf(state)
    .filter(({ isBurglary, zone }) => isBurglary && zone.modes.includes(guard.mode))
    .filter(({ zone }) => guard.status !== 'arming' || zone.type !== 'interior')
    .filter((watch) => zoneOf(state, watch).bypass === undefined)
    .map(({ zone }) => zone.id);
}

/** The zones of these houses are known when they begin, so that one that is active has become so. */
function lifeSafetyAlarms({ after }: Step): void {
  if (!after.isWatching) return;
  for (const watch of watchesOf(after)) {
    const hazard = HAZARD_OF[watch.zone.type];
    if (!LIFE_SAFETY.includes(hazard) || zoneOf(after, watch).status !== 'active') continue;
    const alarm = partitionOf(after).alarms.find((one) => one.hazard === hazard);
    must(alarm?.zones.includes(watch.zone.id) === true, `${watch.zone.id} is active and does not alarm.`);
  }
}

function deadlinesNeverGrow({ before, after }: Step): void {
  const [was, is] = [guardOf(before), guardOf(after)];
  if (was.status === 'pending' && is.status === 'pending' && after.at < was.until)
    must(is.until <= was.until, 'The entry delay grew.');
  for (const alarm of partitionOf(before).alarms) {
    const same = partitionOf(after).alarms.find(({ hazard }) => hazard === alarm.hazard);
    const goesOn = alarm.status === 'alarm' && same?.status === 'alarm' && after.at < (alarm.until ?? Infinity);
    if (goesOn) must((same.until ?? Infinity) <= (alarm.until ?? Infinity), `The alarm ${alarm.hazard} grew.`);
    if (goesOn) sirensKeepTheirTime(after, alarm, same);
  }
}

/** A siren whose time is not over gets no more of it. */
function sirensKeepTheirTime(state: EngineState, was: AlarmRecord, is: AlarmRecord): void {
  for (const { siren, startedAt } of was.sirenStarts ?? []) {
    const rule = partitionConfigOf(state).sirenRules?.find(({ device }) => device === siren);
    const now = is.sirenStarts?.find((one) => one.siren === siren)?.startedAt;
    const isOver = state.at >= startedAt + (rule?.maxSeconds ?? 0) * 1000;
    if (!isOver) must(now === startedAt, `${siren} was given more time.`);
  }
}

function everyDelayEnds({ after }: Step): void {
  const guard = guardOf(after);
  const has = (kind: string, at: number): boolean => after.deadlines.some((one) => one.kind === kind && one.at === at);
  if (guard.status === 'pending') must(has('entry', guard.until), 'The entry delay has no deadline.');
  if (guard.status === 'arming') must(has('exit', guard.until), 'The exit delay has no deadline.');
  for (const { status, until } of partitionOf(after).alarms)
    if (status === 'alarm' && until !== undefined) must(has('siren', until), 'A siren has no deadline.');
}

/** Each siren, for what it sounds for and as long as it may. While nobody watches, what sounds goes on. */
function sirensSound({ after }: Step): void {
  const { siren: all = {}, sirenExceptions = [] } = partitionOf(after);
  for (const siren of partitionConfigOf(after).sirens) {
    const told = sirenExceptions.find(({ device }) => device === siren) ?? all;
    if (after.isWatching) must((told.pattern !== undefined) === isAskedFor(after, siren), `${siren} is told wrongly.`);
    if (told.pattern === undefined || told.until === undefined || told.until === all.until) continue;
    const limit = after.deadlines.find(({ kind }) => kind === 'siren-limit');
    must(limit !== undefined && limit.at <= told.until, `${siren} has a time of its own, and nothing ends it.`);
  }
}

/** Also one whose time for an earlier trip is over. A trip at the very instant at which the alarm ends sounds nothing. */
function tripsSound({ after, effects }: Step): void {
  const { siren: all = {}, sirenExceptions = [], alarms } = partitionOf(after);
  for (const effect of effects) {
    const isTrip = effect.type === 'hazard' && effect.to === 'alarm' && after.isWatching;
    const isOn = ({ hazard, status, isQuiet }: AlarmRecord): boolean =>
      isTrip && hazard === effect.hazard && status === 'alarm' && !isQuiet;
    if (!isTrip || !alarms.some(isOn)) continue;
    for (const siren of partitionConfigOf(after).sirens.filter((one) => soundsFor(after, one, effect.hazard)))
      must(
        (sirenExceptions.find(({ device }) => device === siren) ?? all).pattern !== undefined,
        `${siren} is silent at a trip.`,
      );
  }
}

function soundsFor(state: EngineState, siren: string, hazard: Hazard): boolean {
  const rule = partitionConfigOf(state).sirenRules?.find(({ device }) => device === siren);
  return rule?.hazards === undefined || rule.hazards.includes(hazard);
}

/** What sounds without end has no time of its own; what is bounded ends with its own time. */
function isAskedFor(state: EngineState, siren: string): boolean {
  const { alarms, guard } = partitionOf(state);
  const rule = partitionConfigOf(state).sirenRules?.find(({ device }) => device === siren);
  const isInTime = (start: number | undefined): boolean =>
    rule?.maxSeconds === undefined || (start !== undefined && state.at < start + rule.maxSeconds * 1000);
  const isSounding = alarms.some(({ hazard, status, isQuiet, until, sirenStarts }) => {
    const start = sirenStarts?.find((one) => one.siren === siren)?.startedAt;
    return (
      status === 'alarm' && !isQuiet && soundsFor(state, siren, hazard) && (until === undefined || isInTime(start))
    );
  });
  const isWarning = guard.status === 'pending' && guard.isExitError && soundsFor(state, siren, 'burglary');
  return isSounding || (isWarning && isInTime(guard.since));
}

function unknownIsNotClosed({ before, input, after }: Step): void {
  if (input.type === 'tick' || guardOf(before).status !== 'disarmed') return;
  const guard = guardOf(after);
  if (guard.status === 'disarmed') return;
  const blind = watchesOf(after)
    .filter(({ isBurglary, zone }) => isBurglary && zone.modes.includes(guard.mode))
    .map((watch) => zoneOf(after, watch))
    .filter(({ status, bypass }) => status === 'unknown' && bypass === undefined);
  must(blind.length === 0, 'It was armed with a zone that is unknown.');
}

/** A state that was saved and read back goes on to the same bytes: a journal replays to where the house was. */
export function savedStatesGoOn({ before, input, after, effects }: Step): void {
  const saved = thaw(JSON.parse(JSON.stringify(freeze(before))));
  const again = transition(saved, input);
  must(isSame(freeze(again.state), freeze(after)), 'The saved state went on to another.');
  must(isSame(again.effects, effects), 'The saved state had other effects.');
}

/** Said by what changes beside the silent effect: nothing, and for duress only what a right code changes. */
function silenceShowsNothing({ before, input, after, effects }: Step): void {
  const isForced = input.type === 'code-judged' && input.duress;
  if (isForced) {
    const calm = transition(before, { ...input, duress: false });
    must(isSame(freeze(after), freeze(calm.state)), 'Duress left a trace in the state.');
    const open = effects.filter(({ type }) => type !== 'silent');
    must(isSame(open, calm.effects), 'Duress showed.');
    must(open.length < effects.length || !before.isWatching, 'Duress was told to nobody.');
  } else if (input.type === 'command' && input.command.type === 'panic') {
    must(isSame(freeze(after), freeze(before)), 'A silent panic left a trace in the state.');
    const types = effects.map(({ type }) => type).toSorted();
    must(types.join() === 'result,silent', `A silent panic showed: ${types.join()}.`);
  } else must(!effects.some(({ type }) => type === 'silent'), 'A silent alarm came from nowhere.');
}

function must(isKept: boolean, message: string): void {
  if (!isKept) throw new Error(message);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function partitionOf(state: EngineState): PartitionRecord {
  return state.partitions.get('house') ?? DISARMED_PARTITION;
}

function partitionConfigOf({ house }: EngineState): PartitionConfig {
  const [partition] = house.config.partitions;
  if (!partition) throw new RangeError('A house has a partition.');
  return partition;
}

function guardOf(state: EngineState): Guard {
  return partitionOf(state).guard;
}

function watchesOf({ house }: EngineState): readonly Watch[] {
  return house.watchesOfPartition.get('house') ?? [];
}

function zoneOf(state: EngineState, { zone, index }: Watch): ZoneRecord {
  return state.devices.get(zone.device)?.zones[index] ?? UNKNOWN_ZONE;
}
