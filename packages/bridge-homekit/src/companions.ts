import type { PartitionId, PartitionView } from '@nightlatch/model';
import { ALARM_MEMORY, WALK_TEST } from '@nightlatch/state';
import { buildRefusal, sensor } from './companion-sensor.ts';
import { momentary, standing } from './companion-switch.ts';
import type { HomeKitOptions } from './options.ts';
import type { BuildCompanion, Stage } from './shown.ts';
import { trustedAlarm, trustedMaster } from './trusted-alarm.ts';

/** An accessory beside an alarm, for what HomeKit has no word for. */
export interface Companion {
  readonly option: Exclude<keyof HomeKitOptions['companions'], 'trouble'>;
  /** Part of its identity: never change it. */
  readonly key: string;
  readonly category: 'SENSOR' | 'SWITCH';
  readonly build: BuildCompanion;
}

const companion = (
  option: Companion['option'],
  key: string,
  category: Companion['category'],
  build: BuildCompanion,
): Companion => ({ option, key, category, build });

/** What of a partition a sensor beside it says; undefined while nobody knows. */
const ofPartition =
  (is: (view: PartitionView) => boolean) =>
  (stage: Stage, id: PartitionId): boolean | undefined => {
    const view = trustedAlarm(stage, id);
    return view && is(view);
  };

const isMixed = (stage: Stage, id: PartitionId): boolean | undefined => {
  const master = trustedMaster(stage, id);
  return master && master.state === 'mixed';
};

export const COMPANIONS: readonly Companion[] = [
  companion(
    'entryDelay',
    'entry-delay',
    'SENSOR',
    sensor(
      'occupancy',
      'entry-delay',
      ofPartition(({ state }) => state === 'pending'),
    ),
  ),
  companion('refusal', 'refusal', 'SENSOR', buildRefusal),
  companion('silence', 'silence', 'SWITCH', momentary('silence', 'silence')),
  companion('panic', 'panic', 'SWITCH', momentary('panic', 'raise panic in')),
  companion(
    'bypassed',
    'bypassed',
    'SENSOR',
    sensor(
      'contact',
      'bypassed',
      ofPartition(({ bypassed }) => bypassed.length > 0),
    ),
  ),
  companion('memory', 'memory', 'SWITCH', standing('memory', 'take note of what alarmed in', ALARM_MEMORY)),
  companion('walkTest', 'walk-test', 'SWITCH', standing('walk-test', 'test', WALK_TEST)),
];

/** Beside a master: what its partitions have not each for themselves. */
export const MASTER_COMPANIONS: readonly Companion[] = [
  ...COMPANIONS.filter(({ option }) => option === 'refusal' || option === 'silence'),
  companion('mixed', 'mixed', 'SENSOR', sensor('occupancy', 'mixed', isMixed)),
];
