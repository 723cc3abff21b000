import type { ArmMode } from '@nightlatch/model';
import type { PartitionConfig } from './config.ts';
import { obstacleOf } from './readiness.ts';
import type { Guard } from './state.ts';
import type { Turn } from './turn.ts';

/**
 * Tells which mode an exit delay ends in: the one that was asked for, or the one for staying when somebody who stood in
 * the house armed it and then nobody left.
 *
 * Who arms from afar is not there to leave. A change of mode never falls back to a mode that it did not come from: that
 * could watch less than what stood guard before. And where something is in the way of staying, or nothing tells whether
 * somebody left, the mode that was asked for is armed.
 *
 * @see ANSI/SIA CP-01, automatic stay arming
 */
export function modeAfterExit(
  turn: Turn,
  partition: PartitionConfig,
  guard: Extract<Guard, { status: 'arming' }>,
): ArmMode {
  const { mode, from, opened = [], isLocal } = guard;
  const stay = partition.modes[mode]?.autoStay;
  const isMeant = stay !== undefined && partition.modes[stay] !== undefined && (from === undefined || from === stay);
  if (!isMeant || !isLocal || opened.length > 0) return mode;
  const watches = turn.house.watchesOfPartition.get(partition.id) ?? [];
  const wayOut = watches.some(
    (watch) => watch.zone.type === 'entry' && watch.zone.modes.includes(stay) && !turn.zone(watch).bypass,
  );
  const isClear = watches.every((watch) => isPassable(obstacleOf(watch, turn.zone(watch), stay, false)));
  return wayOut && isClear ? stay : mode;
}

function isPassable(obstacle: ReturnType<typeof obstacleOf>): boolean {
  return obstacle === undefined || obstacle === 'excused';
}
