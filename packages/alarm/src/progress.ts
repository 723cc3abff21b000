import type { PartitionId } from '@nightlatch/model';
import { appearanceOf } from './appearance.ts';
import type { PartitionConfig } from './config.ts';
import { PROGRESS_FAST_SECONDS } from './figures.ts';
import type { Progress } from './state.ts';
import type { Turn } from './turn.ts';

/**
 * Says of each partition that moved how its delay goes, for whoever beeps along: at its start, when ten seconds are left,
 * and when it is over. Three messages serve any number of beeps, and a lost one is made up for by the next. A mode that is
 * silent says nothing.
 *
 * @see ANSI/SIA CP-01, exit and entry progress annunciation
 */
export function announceProgress(turn: Turn, partitions: readonly PartitionId[]): void {
  for (const id of partitions) {
    const partition = turn.house.partitions.get(id);
    if (partition) follow(turn, partition);
  }
}

/** Says again how the delays go that run: the hub was away. */
export function repeatProgress(turn: Turn, partition: PartitionConfig): void {
  const { progress } = turn.partition(partition.id);
  if (progress) say(turn, partition, progress);
}

/** The last seconds of a delay begin. */
export function hasten(turn: Turn, partition: PartitionConfig): void {
  const { progress } = turn.partition(partition.id);
  if (progress) say(turn, partition, progress);
}

function follow(turn: Turn, partition: PartitionConfig): void {
  const { id } = partition;
  const { progress: last, ...record } = turn.partition(id);
  const now = progressOf(turn, partition);
  if (now?.phase === last?.phase && now?.until === last?.until) return;
  turn.putPartition(id, now ? { ...record, progress: now } : record);
  turn.cancel({ kind: 'progress', of: id });
  if (now) say(turn, partition, now);
  else if (last) turn.emit({ type: 'progress', partition: id, phase: last.phase, pace: 'off' });
}

function say(turn: Turn, { id }: PartitionConfig, { phase, until }: Progress): void {
  const fastAt = until - PROGRESS_FAST_SECONDS * 1000;
  const isFast = turn.at >= fastAt;
  if (!isFast) turn.schedule({ at: fastAt, kind: 'progress', of: id });
  turn.emit({ type: 'progress', partition: id, phase, pace: isFast ? 'fast' : 'slow', until });
}

function progressOf(turn: Turn, partition: PartitionConfig): Progress | undefined {
  const { state, mode, until } = appearanceOf(turn.partition(partition.id));
  if (until === undefined || mode === undefined || partition.modes[mode]?.isSilent) return undefined;
  if (state !== 'arming' && state !== 'pending') return undefined;
  return { phase: state === 'arming' ? 'exit' : 'entry', until };
}
