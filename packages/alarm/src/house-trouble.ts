import type { TroubleKind } from '@nightlatch/model';
import { raise } from './alarms.ts';
import type { AlarmInput } from './input.ts';
import { look } from './reports.ts';
import type { Turn } from './turn.ts';

type Input<T extends AlarmInput['type']> = Extract<AlarmInput, { type: T }>;

/** What the trouble of a failed self-test is named after: other parts of the house fail tests of their own. */
export const DAILY_TEST = 'daily';

/**
 * Takes in what the hub found wrong with the house, or right again.
 *
 * A device that was not heard of in its time counts as unknown until it is: the last that it said may be long untrue.
 * Suspected jamming is a tamper alarm of what stands guard, where the owner wants that.
 */
export function takeTrouble(turn: Turn, { kind, device, on }: Input<'trouble'>): void {
  turn.trouble(kind as TroubleKind, device, on);
  if (kind === 'overdue' && device !== undefined) markOverdue(turn, device, on);
  if (kind === 'jamming' && on && turn.house.config.policy.isJammingAlarm === true) alarmGuarded(turn);
}

/** Takes in what the house found when it looked at itself. */
export function takeSelfTest(turn: Turn, { day, failures }: Input<'self-test'>): void {
  turn.selfTest = { at: turn.at, day, failures };
  turn.emit({ type: 'self-test', ok: failures.length === 0, failures });
  turn.trouble('self-test', DAILY_TEST, failures.length > 0);
}

function markOverdue(turn: Turn, device: string, on: boolean): void {
  const { isOverdue = false, ...record } = turn.device(device);
  if (isOverdue === on) return;
  turn.setDevice(device, on ? { ...record, isOverdue: true } : record);
  if (turn.isWatching) look(turn, device, { how: 'found' });
}

function alarmGuarded(turn: Turn): void {
  for (const partition of turn.house.config.partitions) {
    const { status } = turn.partition(partition.id).guard;
    if (status === 'disarmed' || status === 'arming') continue;
    raise(turn, partition, { hazard: 'tamper', zones: [], isByHand: true }, { cause: { timer: 'jamming' } });
  }
}
