import type { MasterView, PartitionId, PartitionView } from '@nightlatch/model';
import { modeNumber } from './alarm-reading.ts';
import type { Stage } from './shown.ts';

/** A partition, or the master as one, as anyone may trust it: undefined while the hub is away. */
export function trustedAlarm(stage: Stage, id: PartitionId): PartitionView | undefined {
  const { link, partitions } = stage.home.snapshot;
  if (link !== 'online') return undefined;
  const master = trustedMaster(stage, id);
  if (!master) return partitions.get(id);
  return asPartition(
    master,
    master.partitions.flatMap((one) => partitions.get(one) ?? []),
  );
}

/** The master, where the id is its own: undefined while the hub is away. */
export function trustedMaster({ home }: Stage, id: PartitionId): MasterView | undefined {
  const { link, master } = home.snapshot;
  return link === 'online' && master?.id === id ? master : undefined;
}

/** HomeKit has no word for partitions that differ: it is shown the weakest of them, so that nothing looks safer than it is. */
function asPartition(
  { id, name, state, mode, until, ready }: MasterView,
  views: readonly PartitionView[],
): PartitionView {
  const alarms = views.flatMap((view) => view.alarms);
  const testing = views.flatMap((view) => view.testing ?? []);
  const walked = views.flatMap(({ untested }) => (untested === undefined ? [] : [untested]));
  const [weakest] = [...views].sort((one, other) => strength(one) - strength(other));
  const shown = state === 'mixed' ? { state: weakest?.state ?? 'disarmed', mode: weakest?.mode } : { state, mode };
  return {
    id,
    name,
    state: shown.state,
    ...(shown.mode === undefined ? {} : { mode: shown.mode }),
    ...(until === undefined ? {} : { until }),
    ready,
    bypassed: views.flatMap((view) => view.bypassed),
    alarms,
    ...(testing.length > 0 ? { testing } : {}),
    ...(walked.length > 0 ? { untested: walked.flat() } : {}),
    zones: [],
  };
}

const MODES_BY_STRENGTH = ['home', 'night', 'away'].map(modeNumber);

function strength({ state, mode }: PartitionView): number {
  return state === 'disarmed' ? -1 : MODES_BY_STRENGTH.indexOf(modeNumber(mode));
}
