import type { PartitionConfig, SirenRule } from '@nightlatch/alarm';
import type { PartitionSettings } from '../schema/configuration-schema.ts';
import type { DeviceDirectory } from './device-directory.ts';

/** One entry of `sirens`: a name, or a siren with what is its own. */
export type SirenSettings = NonNullable<PartitionSettings['sirens']>[number];

/** Reads which device an entry of `sirens` names. */
export function sirenCalled(siren: SirenSettings): string {
  return typeof siren === 'string' ? siren : siren.device;
}

/** Plans the sirens of a partition, every one where none is listed, and how some of them differ. */
export function planSirens(
  { sirens }: PartitionSettings,
  directory: DeviceDirectory,
): Pick<PartitionConfig, 'sirens' | 'sirenRules'> {
  if (!sirens) {
    const able = directory.devices.filter(({ abilities }) => abilities.includes('siren'));
    return { sirens: able.map(({ id }) => id) };
  }
  const sirenRules = sirens.flatMap((siren): readonly SirenRule[] => {
    if (typeof siren === 'string' || (!siren.hazards && siren.maxSeconds === undefined)) return [];
    const { device, ...own } = siren;
    return [{ device: directory.idOf(device), ...own }];
  });
  return {
    sirens: [...new Set(sirens.map((siren) => directory.idOf(sirenCalled(siren))))],
    ...(sirenRules.length > 0 ? { sirenRules } : {}),
  };
}
