import type { LockConfig, LockingConfig } from '@nightlatch/alarm';
import type { PartitionSettings } from '../schema/configuration-schema.ts';
import type { DeviceDirectory } from './device-directory.ts';
import { modeNames } from './modes.ts';

/** Reads what the alarm does with the locks of a partition; undefined where it leaves them alone. */
export function planLocking(settings: PartitionSettings, directory: DeviceDirectory): LockingConfig | undefined {
  const { locks, readers, modes, jam, lockSettleSeconds, unlockOn } = settings;
  if (locks.length === 0 && readers.length === 0) return undefined;
  const isLocking = (mode: string): boolean => (modes[mode] || {}).lock !== false;
  return {
    locks: locks.map((lock) => planLock(lock, directory)),
    modes: modeNames(modes).filter(isLocking),
    jam,
    settleSeconds: lockSettleSeconds,
    unlockOn,
    readers: readers.map(({ device, lock, disarms }) => ({
      device: directory.idOf(device),
      lock: directory.idOf(lock),
      disarms,
    })),
  };
}

function planLock(lock: PartitionSettings['locks'][number], directory: DeviceDirectory): LockConfig {
  const { device, attribute, unlockDisarms, users } = lock;
  return { device: directory.idOf(device), ...(attribute ? { attribute } : {}), unlockDisarms, users };
}
