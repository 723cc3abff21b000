import type { Hazard, PartitionView } from '@nightlatch/model';
import type { Lasting } from '@nightlatch/state';
import { alarmOf, isLoud } from './alarm-reading.ts';
import { ALARM_WORDS } from './alarm-words.ts';
import type { CompanionName } from './alarm-words.ts';
import type { ClusterStates, EndpointPlan } from './endpoint-plan.ts';
import type { Frame } from './partition-frame.ts';
import { RANK, companion, frame } from './partition-frame.ts';
import { OCCUPANCY } from './sensor-table.ts';
import type { Stage } from './stage.ts';
import { trustedPartition } from './stage.ts';

/** What is said of a partition while the hub is there. */
type Show = (view: PartitionView) => ClusterStates;

/** A contact sensor that is open while something is so. */
export function contact(
  stage: Stage,
  view: PartitionView,
  what: CompanionName,
  isOpen: (view: PartitionView) => boolean,
): EndpointPlan {
  return sensor(stage, view, companion(stage, view, what), {
    kind: 'contact',
    initial: { booleanState: { stateValue: false } },
    show: (it) => ({ booleanState: { stateValue: !isOpen(it) } }),
  });
}

/** A sensor for one hazard: open while it sounds, also while it is being verified. */
export function planHazard(stage: Stage, view: PartitionView, hazard: Hazard): EndpointPlan {
  const label = ALARM_WORDS[stage.language].hazards[hazard];
  return sensor(stage, view, frame(stage, view, { id: `hazard:${hazard}`, label, rank: RANK.companion }), {
    kind: 'contact',
    initial: { booleanState: { stateValue: false } },
    show: (it) => ({ booleanState: { stateValue: !isLoud(alarmOf(it, hazard)) } }),
  });
}

/** A sensor that is occupied while a delay runs. */
export function delay(
  stage: Stage,
  view: PartitionView,
  what: 'exitDelay' | 'entryDelay',
  state: PartitionView['state'],
): EndpointPlan {
  return sensor(stage, view, companion(stage, view, what), {
    kind: 'presence',
    initial: OCCUPANCY,
    show: (it) => ({ occupancySensing: { occupancy: { occupied: it.state === state } } }),
  });
}

function sensor(
  stage: Stage,
  { id }: PartitionView,
  own: Frame,
  { kind, initial, show }: Pick<EndpointPlan, 'kind' | 'initial'> & { show: Show },
): EndpointPlan {
  return { ...own, kind, shape: kind, initial, read: () => reading(trustedPartition(stage, id), show) };
}

/** A switch that gives a command and is off again at once. */
export function press(stage: Stage, view: PartitionView, type: 'silence' | 'panic'): EndpointPlan {
  const own = companion(stage, view, type);
  const { id: partition } = view;
  return {
    ...own,
    kind: 'switch',
    shape: 'switch',
    initial: { onOff: { onOff: false } },
    read: () => reading(trustedPartition(stage, partition), () => ({ onOff: { onOff: false } })),
    ask: async (request) =>
      request.type === 'on'
        ? await stage.desk.ask({ type, partition }, own.name)
        : { ok: request.type === 'off', reason: 'invalid' },
  };
}

function reading(view: PartitionView | undefined, show: Show): ReturnType<EndpointPlan['read']> {
  return { reachable: view !== undefined, clusters: view ? show(view) : {} };
}

/** A switch that shows something that lasts. It moves only when the home does. */
export function standing(
  stage: Stage,
  view: PartitionView,
  what: CompanionName,
  { isOn, command }: Lasting,
): EndpointPlan {
  const own = companion(stage, view, what);
  const { id } = view;
  return {
    ...own,
    kind: 'switch',
    shape: 'switch',
    initial: { onOff: { onOff: false } },
    read: () => reading(trustedPartition(stage, id), (it) => ({ onOff: { onOff: isOn(it) } })),
    ask: async ({ type }) => {
      if (type !== 'on' && type !== 'off') return { ok: false, reason: 'invalid' };
      const known = trustedPartition(stage, id);
      if (known && isOn(known) === (type === 'on')) return { ok: true };
      const wanted = command(id, type === 'on');
      return wanted ? await stage.desk.ask(wanted, own.name) : { ok: false, reason: 'invalid' };
    },
  };
}
