import type { ArmMode, Hazard, PartitionView } from '@nightlatch/model';
import { HAZARDS, HAZARD_OF } from '@nightlatch/model';
import { ALARM_MEMORY, WALK_TEST } from '@nightlatch/state';
import { planAlarmLock } from './alarm-lock-plan.ts';
import { isIn, isSounding, mainMode } from './alarm-reading.ts';
import { ALARM_WORDS } from './alarm-words.ts';
import type { EndpointAnswer, EndpointPlan } from './endpoint-plan.ts';
import { planModeSelect } from './mode-select-plan.ts';
import { contact, delay, planHazard, press, standing } from './partition-companions.ts';
import { RANK, askDisarm, companion, frame } from './partition-frame.ts';
import { OCCUPANCY } from './sensor-table.ts';
import type { AlarmView, Stage } from './stage.ts';
import { trustedAlarm } from './stage.ts';

/**
 * Plans the endpoints of a partition. Matter 1.6 has no alarm: it is shown as a group of switches, of which the one for
 * the mode is on, and as sensors for what switches cannot say.
 */
export function planPartition(stage: Stage, view: PartitionView): readonly EndpointPlan[] {
  const { alarmLock, modeSelect, companions } = stage.options;
  return [
    ...Object.keys(view.ready).map((mode) => planMode(stage, view, mode)),
    ...(alarmLock ? [planAlarmLock(stage, view, companion(stage, view, 'lock', RANK.alarm))] : []),
    ...(modeSelect ? [planModeSelect(stage, view, companion(stage, view, 'mode'))] : []),
    ...(companions.alarm ? [contact(stage, view, 'alarm', isSounding)] : []),
    ...(companions.ready ? [contact(stage, view, 'ready', isNotReady)] : []),
    ...(companions.delays
      ? [delay(stage, view, 'exitDelay', 'arming'), delay(stage, view, 'entryDelay', 'pending')]
      : []),
    ...(companions.silence ? [press(stage, view, 'silence')] : []),
    ...(companions.panic ? [press(stage, view, 'panic')] : []),
    ...(companions.bypassed ? [contact(stage, view, 'bypassed', ({ bypassed }) => bypassed.length > 0)] : []),
    ...(companions.memory ? [standing(stage, view, 'memory', ALARM_MEMORY)] : []),
    ...(companions.walkTest ? [standing(stage, view, 'walkTest', WALK_TEST)] : []),
    ...(companions.hazards ? hazardsOf(view).map((hazard) => planHazard(stage, view, hazard)) : []),
  ];
}

/**
 * Plans the endpoints of the master, where the home has one: switches for the modes that all its partitions have, and a
 * sensor for when they differ, as no switch is on then and yet the home is not disarmed.
 */
export function planMaster(stage: Stage): readonly EndpointPlan[] {
  const { master } = stage.home.snapshot;
  if (!master) return [];
  const mixed: EndpointPlan = {
    ...companion(stage, master, 'mixed'),
    kind: 'presence',
    shape: 'presence',
    initial: OCCUPANCY,
    read: () => {
      const view = trustedAlarm(stage, master.id);
      const occupied = view?.state === 'mixed';
      return { reachable: view !== undefined, clusters: view ? { occupancySensing: { occupancy: { occupied } } } : {} };
    },
  };
  return [...Object.keys(master.ready).map((mode) => planMode(stage, master, mode)), mixed];
}

/** A switch that is on while armed in its mode or on the way there. Switching it off asks to disarm. */
function planMode(stage: Stage, partition: AlarmView, mode: ArmMode): EndpointPlan {
  const { id } = partition;
  const view = (): AlarmView | undefined => trustedAlarm(stage, id);
  const label = ALARM_WORDS[stage.language].modes[mode] ?? mode;
  const own = frame(stage, partition, { id: `mode:${mode}`, label, rank: RANK.alarm });
  const { name } = own;
  return {
    ...own,
    kind: 'switch',
    shape: 'switch',
    initial: { onOff: { onOff: false } },
    read: () => {
      const known = view();
      return { reachable: known !== undefined, clusters: known ? { onOff: { onOff: isIn(known, mode) } } : {} };
    },
    ask: async ({ type }): Promise<EndpointAnswer> => {
      if (type === 'on') return await stage.desk.ask({ type: 'arm', partition: id, mode }, `arm ${name}`);
      if (type !== 'off') return { ok: false, reason: 'invalid' };
      const known = view();
      if (known && !isIn(known, mode)) return { ok: true };
      return await askDisarm(stage, id, name);
    },
  };
}

function isNotReady(view: PartitionView): boolean {
  const mode = mainMode(view);
  return mode !== undefined && (view.ready[mode]?.length ?? 0) > 0;
}

function hazardsOf({ zones }: PartitionView): readonly Hazard[] {
  const raised = new Set(zones.map(({ type }) => HAZARD_OF[type]));
  return HAZARDS.filter((hazard) => raised.has(hazard));
}
