import type { AlarmState, ArmMode, PartitionId, PartitionView } from './partition.ts';
import type { ZoneId } from './zone.ts';

/** Several partitions under one name. Its id stands in commands wherever a partition's does. */
export interface Master {
  readonly id: PartitionId;
  readonly name: string;
  readonly partitions: readonly PartitionId[];
}

/** `mixed`: the partitions differ, so that no one word is true of all of them. */
export type MasterState = AlarmState | 'mixed';

/** A master as everyone outside the engine sees it. It has no state of its own: all is read from its partitions. */
export interface MasterView extends Master {
  readonly state: MasterState;
  /** The mode that all of them are armed in or arming to; absent while they differ or are disarmed. */
  readonly mode?: ArmMode;
  /** Epoch milliseconds: the first entry delay that ends, else the last exit delay. */
  readonly until?: number;
  /** The modes that all of them have, with the zones that would refuse arming: of any of them, since all arm or none. */
  readonly ready: Readonly<Record<ArmMode, readonly ZoneId[]>>;
}

/**
 * Reads a master from its partitions.
 *
 * What asks for an answer now wins: one that is triggered, then one whose entry delay runs. Otherwise the state is what
 * all say; those that are arming beside those that are armed in the same mode are `arming`, and everything else is
 * `mixed`.
 *
 * @param partitions Every partition that is known; those that the master does not name are left out of account.
 * @returns Undefined while none of its partitions is known.
 */
export function masterView(
  { id, name, partitions }: Master,
  known: ReadonlyMap<PartitionId, PartitionView>,
): MasterView | undefined {
  const views = partitions.flatMap((partition) => known.get(partition) ?? []);
  if (views.length === 0) return undefined;
  return { id, name, partitions, ...commonStanding(views), ready: commonReady(views) };
}

/** How partitions stand together: what `masterView` says of them, for whoever has no views of them. */
export function commonStanding(views: readonly Standing[]): Pick<MasterView, 'state' | 'mode' | 'until'> {
  const state = commonState(views);
  const mode = commonMode(views);
  const until = untilOf(state, views);
  return { state, ...(mode === undefined ? {} : { mode }), ...(until === undefined ? {} : { until }) };
}

type Standing = Pick<PartitionView, 'state' | 'mode' | 'until'>;

function commonState(views: readonly Standing[]): MasterState {
  for (const urgent of ['triggered', 'pending'] as const)
    if (views.some(({ state }) => state === urgent)) return urgent;
  const states = new Set(views.map(({ state }) => state));
  if (states.size === 1 && states.has('disarmed')) return 'disarmed';
  if (states.has('disarmed') || commonMode(views) === undefined) return 'mixed';
  return states.has('arming') ? 'arming' : 'armed';
}

function commonMode(views: readonly Standing[]): ArmMode | undefined {
  const modes = new Set(views.map(({ mode }) => mode));
  return modes.size === 1 ? views[0]?.mode : undefined;
}

function untilOf(state: MasterState, views: readonly Standing[]): number | undefined {
  if (state !== 'pending' && state !== 'arming') return undefined;
  const ends = views.flatMap((view) => (view.state === state && view.until !== undefined ? view.until : []));
  if (ends.length === 0) return undefined;
  return state === 'pending' ? Math.min(...ends) : Math.max(...ends);
}

function commonReady(views: readonly PartitionView[]): MasterView['ready'] {
  const modes = Object.keys(views[0]?.ready ?? {}).filter((mode) =>
    views.every(({ ready }) => Object.hasOwn(ready, mode)),
  );
  return Object.fromEntries(modes.map((mode) => [mode, [...new Set(views.flatMap(({ ready }) => ready[mode] ?? []))]]));
}
