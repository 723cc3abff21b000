import type { HomeSnapshot, PartitionView } from '@nightlatch/model';
import { COMPANION_WORDS } from './companion-words.ts';
import type { Companion } from './companions.ts';
import { COMPANIONS, MASTER_COMPANIONS } from './companions.ts';
import { buildPartition } from './partition-accessory.ts';
import type { Plan, Stage } from './shown.ts';

/** Plans the accessories of a partition: the alarm itself and the companions that the owner wants. */
export function planPartition(stage: Stage, view: PartitionView): readonly Plan[] {
  return planAlarm(stage, view, COMPANIONS);
}

/** Plans the accessories of the master, where the home has one. */
export function planMaster(stage: Stage, { master }: HomeSnapshot): readonly Plan[] {
  return master ? planAlarm(stage, master, MASTER_COMPANIONS) : [];
}

function planAlarm(
  stage: Stage,
  { id, name }: Pick<PartitionView, 'id' | 'name'>,
  beside: readonly Companion[],
): readonly Plan[] {
  const { Categories } = stage.hap;
  const key = `partition:${id}`;
  const alarm: Plan = {
    key,
    name,
    category: Categories.SECURITY_SYSTEM,
    rank: 0,
    shape: name,
    information: about(key, 'Alarm'),
    build: (accessory) => buildPartition(stage, id, accessory),
  };
  const companions = beside
    .filter((it) => stage.options.companions[it.option])
    .map((it): Plan => ({
      key: `${key}:${it.key}`,
      name: `${name} ${COMPANION_WORDS[stage.language][it.option]}`,
      category: Categories[it.category],
      rank: 1,
      shape: name,
      information: about(`${key}:${it.key}`, `Alarm ${COMPANION_WORDS.en[it.option]}`),
      build: (accessory) => it.build(stage, id, accessory),
    }));
  return [alarm, ...companions];
}

/** What AccessoryInformation says of what is ours and no device's. */
export function about(serial: string, model: string): Plan['information'] {
  return { manufacturer: 'Nightlatch', model, serial, firmware: '0.0.0' };
}
