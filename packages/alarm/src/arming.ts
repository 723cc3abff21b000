import type { ArmMode, CommandResult } from '@nightlatch/model';
import { LOCAL_ORIGINS } from '@nightlatch/model';
import { canTakeBack } from './abort-window.ts';
import { endAtDisarm } from './alarms.ts';
import { modeAfterExit } from './auto-stay.ts';
import { clearBypasses } from './bypass.ts';
import type { PartitionConfig } from './config.ts';
import { entryDelayMs, startEntry } from './entry-delay.ts';
import type { Watch } from './house.ts';
import { INTRUSIONS } from './hazard-rules.ts';
import type { Obstacle } from './readiness.ts';
import { hasBadLock } from './locking.ts';
import { obstacleOf } from './readiness.ts';
import { isDisarmedByMore } from './people.ts';
import type { Guard } from './state.ts';
import { endShutdown } from './swinger.ts';
import type { Turn, Why } from './turn.ts';
import { endActivity } from './zone-activity.ts';
import { withZones } from './zone-list.ts';
import { endZoneTests } from './zone-test.ts';
import { endWalkTest } from './walk-test.ts';
import { isOpening } from './zones.ts';

export interface ArmRequest {
  readonly mode: ArmMode;
  readonly force?: boolean;
  readonly skipDelay?: boolean;
}

const DONE: CommandResult = { ok: true };

/**
 * Arms a partition, or changes the mode of an armed one. A refusal changes nothing.
 *
 * A change of mode is a new arming with that mode's exit delay: while it runs the partition is `arming`, and its
 * perimeter keeps alarming. Never while an entry delay runs or a burglar alarm sounds: that would be a way to disarm.
 * `force` bypasses what is in the way until the next disarm; what is unknown becomes trouble `blind` besides.
 */
export function arm(turn: Turn, partition: PartitionConfig, request: ArmRequest, why: Why): CommandResult {
  const outlook = outlookOf(turn, partition, request);
  if ('reason' in outlook) return outlook;
  begin(turn, outlook, request.mode, why);
  return DONE;
}

/** What arming a partition would do, when nothing refuses it. */
export interface Outlook {
  readonly partition: PartitionConfig;
  readonly exitMs: number;
  /** To be bypassed: what stands open, and what is unknown. */
  readonly open: readonly Watch[];
  readonly unknown: readonly Watch[];
  /** Stands open with its owner's leave. */
  readonly excused: readonly Watch[];
}

/** Looks at what arming would do, and changes nothing: a refusal with its zones, or what there is to begin. */
export function outlookOf(
  turn: Turn,
  partition: PartitionConfig,
  request: ArmRequest,
): Outlook | Extract<CommandResult, { ok: false }> {
  const settings = partition.modes[request.mode];
  if (!settings) return { ok: false, reason: 'unknown-mode' };
  const { guard, alarms } = turn.partition(partition.id);
  const isIntruded = alarms.some((alarm) => alarm.hazard === 'burglary' && alarm.status === 'alarm');
  if (guard.status === 'pending' || isIntruded) return { ok: false, reason: 'trouble' };
  const isHurried = guard.status === 'arming' && request.skipDelay === true;
  if (guard.status !== 'disarmed' && guard.mode === request.mode && !isHurried) return { ok: false, reason: 'already' };
  if (!request.force && hasBadLock(turn, partition, request.mode)) return { ok: false, reason: 'trouble' };
  const exitMs = request.skipDelay ? 0 : settings.exitDelaySeconds * 1000;
  const { open, unknown, excused } = obstacles(turn, partition, request.mode, exitMs > 0);
  if (!request.force && open.length > 0) return { ok: false, reason: 'zones-open', zones: idsOf(open) };
  if (!request.force && unknown.length > 0) return { ok: false, reason: 'zones-unknown', zones: idsOf(unknown) };
  return { partition, exitMs, open, unknown, excused };
}

/** Arms as was looked at. */
export function begin(
  turn: Turn,
  { partition, exitMs, open, unknown, excused }: Outlook,
  mode: ArmMode,
  why: Why,
): void {
  for (const watch of [...open, ...unknown]) turn.setZone(watch, { ...turn.zone(watch), bypass: 'disarm' });
  for (const watch of excused) excuse(turn, watch, mode);
  for (const { zone } of unknown) turn.trouble('blind', zone.device, true);
  beginAnew(turn, partition, turn.partition(partition.id).guard.status === 'disarmed');
  endWalkTest(turn, partition);
  const until = turn.at + exitMs;
  const from = armedMode(turn.partition(partition.id).guard);
  const isLocal = why.actor !== undefined && LOCAL_ORIGINS.includes(why.actor.origin);
  const opened = openDoors(turn, partition, mode);
  const guard: Guard =
    exitMs > 0
      ? {
          status: 'arming',
          mode,
          until,
          ...(from === undefined ? {} : { from }),
          ...(opened.length > 0 ? { opened } : {}),
          ...(isLocal ? { isLocal } : {}),
        }
      : { status: 'armed', mode };
  for (const kind of ['exit', 'grace', 'latch'] as const) turn.cancel({ kind, of: partition.id });
  if (exitMs > 0) turn.schedule({ at: until, kind: 'exit', of: partition.id });
  const { grace: _left, closedAt: _before, ...record } = turn.partition(partition.id);
  const closed = exitMs > 0 ? {} : { closedAt: turn.at };
  turn.setPartition(partition, { ...record, guard, ...closed }, why);
  turn.touch(partition.id);
}

/** Entry zones that stand open as the exit delay begins: who closes one behind him leaves through it. */
function openDoors(turn: Turn, partition: PartitionConfig, mode: ArmMode): readonly string[] {
  const isOpen = (watch: Watch): boolean =>
    watch.zone.type === 'entry' && watch.zone.modes.includes(mode) && turn.zone(watch).status === 'active';
  return withZones([], idsOf(watchesOf(turn, partition).filter(isOpen)));
}

/**
 * Ends the exit delay: armed as was asked, or to stay where nobody left. An entry door that stands open now is an exit
 * error, unless its owner lets it: the sirens warn and the entry delay starts.
 *
 * @see ANSI/SIA CP-01, exit error
 */
export function endExit(turn: Turn, partition: PartitionConfig): void {
  const record = turn.partition(partition.id);
  if (record.guard.status !== 'arming') return;
  const mode = modeAfterExit(turn, partition, record.guard);
  const timer = mode === record.guard.mode ? 'exit' : 'auto-stay';
  for (const kind of ['exit', 'latch'] as const) turn.cancel({ kind, of: partition.id });
  turn.setPartition(
    partition,
    { ...record, guard: { status: 'armed', mode }, closedAt: turn.at },
    { cause: { timer } },
  );
  const doors = watchesOf(turn, partition)
    .filter((watch) => watch.zone.type === 'entry' && watch.zone.modes.includes(mode) && isOpening(watch))
    .filter((watch) => turn.zone(watch).bypass === undefined && !watch.zone.allowOpen)
    .sort((one, other) => entryDelayMs(one, mode) - entryDelayMs(other, mode));
  for (const watch of doors) expectShut(turn, watch);
  for (const watch of doors.filter((door) => turn.zone(door).status === 'active'))
    startEntry(turn, watch, { cause: { timer: 'exit-error' } }, { isExitError: true });
}

/**
 * Disarms: ends every delay, the burglar and tamper alarm with what is or was to be reported of it, and every bypass. Fire, gas, CO, medical, panic, water and
 * freeze go on: they are silenced, not disarmed.
 */
export function disarm(turn: Turn, partition: PartitionConfig, why: Why): CommandResult {
  const { guard, alarms } = turn.partition(partition.id);
  const isIntruded = alarms.some(({ hazard }) => INTRUSIONS.includes(hazard)) || canTakeBack(turn, partition.id);
  if (guard.status === 'disarmed' && !isIntruded) return { ok: false, reason: 'already' };
  for (const kind of ['exit', 'latch', 'entry', 'grace'] as const) turn.cancel({ kind, of: partition.id });
  endShutdown(turn, partition);
  clearBypasses(turn, partition);
  const { grace: _left, closedAt: _closed, ...record } = turn.partition(partition.id);
  endAtDisarm(turn, partition, { ...record, guard: { status: 'disarmed' } }, why);
  turn.touch(partition.id);
  return DONE;
}

/**
 * Tells whether a change of mode would leave unwatched what is watched now: whoever asks for it must be allowed to disarm.
 *
 * That is so when the new mode watches less, when its exit delay would suspend interior zones, when forcing it would
 * bypass a zone on guard, when it would begin an exit delay anew before the last change has come through, and when
 * somebody may disarm the new mode who may not disarm this one. Otherwise modes could be changed for ever instead of
 * disarming, or to one that can be.
 */
export function isWeakening(turn: Turn, partition: PartitionConfig, { mode, skipDelay, force }: ArmRequest): boolean {
  const { guard } = turn.partition(partition.id);
  const now = armedMode(guard);
  if (now === undefined) return false;
  const hasExitDelay = !skipDelay && (partition.modes[mode]?.exitDelaySeconds ?? 0) > 0;
  if (guard.status === 'arming' && hasExitDelay) return true;
  if (now !== mode && isDisarmedByMore(turn, mode, now)) return true;
  const isThere = guard.status === 'armed' && guard.mode === mode;
  if (force && !isThere && takesOut(turn, partition, { mode, hasExitDelay, now })) return true;
  return watchesOf(turn, partition)
    .filter(({ zone, isBurglary }) => isBurglary && zone.modes.includes(now))
    .some(({ zone }) => !zone.modes.includes(mode) || (zone.type === 'interior' && hasExitDelay));
}

/** Tells whether forcing a change of mode would bypass a zone that stands guard now. */
function takesOut(
  turn: Turn,
  partition: PartitionConfig,
  { mode, hasExitDelay, now }: { readonly mode: ArmMode; readonly hasExitDelay: boolean; readonly now: ArmMode },
): boolean {
  const { open, unknown } = obstacles(turn, partition, mode, hasExitDelay);
  return [...open, ...unknown].some(({ zone }) => zone.modes.includes(now));
}

/** A door that is lost when the exit delay ends ought to be shut: heard of again and open, it is a discovery. */
function expectShut(turn: Turn, watch: Watch): void {
  const record = turn.zone(watch);
  if (record.status === 'unknown' && record.wasActive) turn.setZone(watch, { ...record, wasActive: false });
}

/** The mode that a partition is armed in, or was before the change of mode that is under way. */
function armedMode(guard: Guard): ArmMode | undefined {
  if (guard.status === 'disarmed') return undefined;
  return guard.status === 'arming' ? guard.from : guard.mode;
}

export function watchesOf(turn: Turn, partition: PartitionConfig): readonly Watch[] {
  return turn.house.watchesOfPartition.get(partition.id) ?? [];
}

function obstacles(turn: Turn, partition: PartitionConfig, mode: ArmMode, hasExitDelay: boolean) {
  const found: Record<Obstacle, Watch[]> = { open: [], unknown: [], excused: [] };
  for (const watch of watchesOf(turn, partition)) {
    const obstacle = obstacleOf(watch, turn.zone(watch), mode, hasExitDelay);
    if (obstacle) found[obstacle].push(watch);
  }
  return found;
}

/** What stands open with its owner's leave is out until it closes, or until disarmed where it may never be in. */
function excuse(turn: Turn, watch: Watch, mode: ArmMode): void {
  const isOut = watch.zone.autoBypass?.includes(mode) === true;
  turn.setZone(watch, { ...turn.zone(watch), bypass: isOut ? 'disarm' : 'closed' });
}

/** Activity from before counts no longer; a new arming, and no mere change of mode, also begins with an empty memory. */
function beginAnew(turn: Turn, partition: PartitionConfig, isNewArming: boolean): void {
  if (isNewArming) endZoneTests(turn, partition);
  for (const watch of watchesOf(turn, partition)) {
    endActivity(turn, watch);
    const { activations, trippedAt, ...rest } = turn.zone(watch);
    if (activations !== undefined || trippedAt !== undefined) turn.setZone(watch, rest);
    if (!isNewArming) continue;
    const { alarmedIn, alarms, ...fresh } = turn.zone(watch);
    if (alarmedIn !== undefined || alarms !== undefined) turn.setZone(watch, fresh);
  }
}

function idsOf(watches: readonly Watch[]): readonly string[] {
  return watches.map((watch) => watch.zone.id);
}
