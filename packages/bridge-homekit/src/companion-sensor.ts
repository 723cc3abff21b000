import type { PartitionId, PartitionView } from '@nightlatch/model';
import { Binder, LOST } from './binder.ts';
import type { HapAccessory } from './hap.ts';
import type { BuildCompanion, Shown, Stage } from './shown.ts';
import { trustedAlarm } from './trusted-alarm.ts';
import { Wish } from './wish.ts';

/** How long the refusal sensor stays open. */
const REFUSAL_MS = 10_000;

/** An occupancy sensor for what is under way, a contact sensor for what wants to be looked at. */
const KINDS = {
  occupancy: ['OccupancySensor', 'OccupancyDetected'],
  contact: ['ContactSensor', 'ContactSensorState'],
} as const;

/**
 * Builds a sensor that shows something of the alarm.
 *
 * @param subtype Keeps its service apart for ever: never change it.
 * @param isActive Undefined while nobody knows, which is answered with "No Response".
 */
export function sensor(
  kind: keyof typeof KINDS,
  subtype: string,
  isActive: (stage: Stage, id: PartitionId) => boolean | undefined,
): BuildCompanion {
  const [serviceName, characteristicName] = KINDS[kind];
  return (stage, id, accessory) => {
    const { Characteristic: C, Service: S } = stage.hap;
    const binder = new Binder(stage.hap, stage.lane, accessory);
    const service = binder.service(S[serviceName], accessory.displayName, subtype);
    binder.bind(service, C[characteristicName], () => {
      const active = isActive(stage, id);
      return active === undefined ? LOST : Number(active);
    });
    binder.bind(service, C.StatusActive, () => isActive(stage, id) !== undefined);
    binder.removeOthers();
    return { refresh: () => binder.refresh() };
  };
}

/** Opens when arming is refused, from wherever it was asked, until the next arming or for ten seconds. */
export function buildRefusal(stage: Stage, id: PartitionId, accessory: HapAccessory): Shown {
  const open: Wish<true> = new Wish<true>(stage.clock, REFUSAL_MS, () => shown.refresh());
  const shown = sensor('contact', 'refusal', () => trustedAlarm(stage, id) && open.value === true)(
    stage,
    id,
    accessory,
  );
  return {
    ...shown,
    notice: (change) => {
      if (change.type === 'refused' && change.command === 'arm') open.make(true);
      if (change.type === 'partition' && isArming(change.to) && !isArming(change.from)) open.forget();
    },
    stop: () => open.forget(),
  };
}

function isArming(view: PartitionView | undefined): boolean {
  return view?.state === 'arming' || view?.state === 'armed';
}
