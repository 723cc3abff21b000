import type { HomeCommand, PartitionId, PartitionView } from '@nightlatch/model';
import { Binder, LOST } from './binder.ts';
import type { HapAccessory } from './hap.ts';
import type { HomeKitOptions } from './options.ts';
import { trustedAlarm, trustedMaster } from './trusted-alarm.ts';
import type { Shown, Stage } from './shown.ts';
import { Wish } from './wish.ts';

/** How long the refusal sensor stays open. */
const REFUSAL_MS = 10_000;
/** How long a momentary switch stays on. */
const PRESS_MS = 1000;

/** An accessory beside an alarm, for what HomeKit has no word for. */
export interface Companion {
  readonly option: keyof HomeKitOptions['companions'];
  /** Part of its identity: never change it. */
  readonly key: string;
  readonly category: 'SENSOR' | 'SWITCH';
  readonly build: (stage: Stage, id: PartitionId, accessory: HapAccessory) => Shown;
}

const companion = (
  option: Companion['option'],
  key: string,
  category: Companion['category'],
  build: Companion['build'],
): Companion => ({ option, key, category, build });

export const COMPANIONS: readonly Companion[] = [
  companion('entryDelay', 'entry-delay', 'SENSOR', buildEntryDelay),
  companion('refusal', 'refusal', 'SENSOR', buildRefusal),
  companion('silence', 'silence', 'SWITCH', momentary('silence', 'silence')),
  companion('panic', 'panic', 'SWITCH', momentary('panic', 'raise panic in')),
];

/** Beside a master: what its partitions have not each for themselves. */
export const MASTER_COMPANIONS: readonly Companion[] = [
  ...COMPANIONS.filter(({ option }) => option === 'refusal' || option === 'silence'),
  companion('mixed', 'mixed', 'SENSOR', buildMixed),
];

/** Occupied while an entry delay runs: someone has come in and must disarm. */
function buildEntryDelay(stage: Stage, id: PartitionId, accessory: HapAccessory): Shown {
  const { Characteristic: C, Service: S } = stage.hap;
  const binder = new Binder(stage.hap, stage.lane, accessory);
  const service = binder.service(S.OccupancySensor, accessory.displayName, 'entry-delay');
  binder.bind(service, C.OccupancyDetected, () => {
    const view = trustedAlarm(stage, id);
    return view ? Number(view.state === 'pending') : LOST;
  });
  binder.bind(service, C.StatusActive, () => trustedAlarm(stage, id) !== undefined);
  binder.removeOthers();
  return { refresh: () => binder.refresh() };
}

/** Occupied while the partitions differ: not everything that could be armed is. */
function buildMixed(stage: Stage, id: PartitionId, accessory: HapAccessory): Shown {
  const { Characteristic: C, Service: S } = stage.hap;
  const binder = new Binder(stage.hap, stage.lane, accessory);
  const service = binder.service(S.OccupancySensor, accessory.displayName, 'mixed');
  binder.bind(service, C.OccupancyDetected, () => {
    const master = trustedMaster(stage, id);
    return master ? Number(master.state === 'mixed') : LOST;
  });
  binder.bind(service, C.StatusActive, () => trustedMaster(stage, id) !== undefined);
  binder.removeOthers();
  return { refresh: () => binder.refresh() };
}

/** Opens when arming is refused, from wherever it was asked, until the next arming or for ten seconds. */
function buildRefusal(stage: Stage, id: PartitionId, accessory: HapAccessory): Shown {
  const { Characteristic: C, Service: S } = stage.hap;
  const binder = new Binder(stage.hap, stage.lane, accessory);
  const open = new Wish<true>(stage.clock, REFUSAL_MS, () => binder.refresh());
  const service = binder.service(S.ContactSensor, accessory.displayName, 'refusal');
  binder.bind(service, C.ContactSensorState, () => (trustedAlarm(stage, id) ? Number(open.value === true) : LOST));
  binder.bind(service, C.StatusActive, () => trustedAlarm(stage, id) !== undefined);
  binder.removeOthers();
  return {
    refresh: () => binder.refresh(),
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

/** Builds a switch that gives a command and springs back. */
function momentary(type: 'silence' | 'panic', words: string): Companion['build'] {
  return (stage, partition, accessory) => {
    const { Characteristic: C, Service: S } = stage.hap;
    const binder = new Binder(stage.hap, stage.lane, accessory);
    const pressed = new Wish<true>(stage.clock, PRESS_MS, () => binder.refresh());
    const service = binder.service(S.Switch, accessory.displayName, type);
    const written = binder.bind(service, C.On, () => (trustedAlarm(stage, partition) ? pressed.value === true : LOST));
    written.onSet(async (on) => {
      if (on !== true) return;
      pressed.make(true);
      const command: HomeCommand = { type, partition };
      const name = trustedAlarm(stage, partition)?.name ?? partition;
      await stage.desk.write(command, `${words} ${name}`, () => {
        pressed.forget();
        binder.repeat(written);
      });
    });
    binder.removeOthers();
    return { refresh: () => binder.refresh(), stop: () => pressed.forget() };
  };
}
