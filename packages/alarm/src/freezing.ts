import { NightlatchError } from '@nightlatch/model';
import type { AlarmConfig } from './config.ts';
import { buildHouse } from './house.ts';
import { PersistentMap } from './persistent-map.ts';
import type { EngineState } from './state.ts';
import type { FrozenState } from './upgrade-state.ts';
import { STATE_VERSION, upgradeState } from './upgrade-state.ts';

const MAPS = ['devices', 'partitions', 'troubles'] as const;

type Frozen = Omit<EngineState, 'house' | (typeof MAPS)[number]> & {
  readonly v: number;
  readonly config: AlarmConfig;
} & Readonly<Record<(typeof MAPS)[number], readonly (readonly [string, never])[]>>;

/** Writes a state as plain, versioned JSON. Equal states freeze to equal bytes. Holds no codes: the engine never sees any. */
export function freeze(state: EngineState): unknown {
  const { house, devices, partitions, troubles, ...rest } = state;
  return {
    v: STATE_VERSION,
    ...rest,
    config: house.config,
    devices: sorted(devices),
    partitions: sorted(partitions),
    troubles: sorted(troubles),
  };
}

/**
 * Reads a state back from what `freeze` wrote, in this release or an older one.
 *
 * @throws NightlatchError with code `engine-state` when it is not a state of a version that this engine knows.
 */
export function thaw(json: unknown): EngineState {
  const given = json as Partial<FrozenState> | null;
  const frozen = typeof given === 'object' && given ? upgradeState(given as FrozenState) : undefined;
  if (!frozen)
    throw new NightlatchError(
      'engine-state',
      `The saved alarm state has version ${JSON.stringify(given?.v)}, and this engine reads 1 to ${STATE_VERSION}: install the release that wrote it, or restore a backup.`,
    );
  const { v: _version, config, devices, partitions, troubles, ...rest } = frozen as unknown as Frozen;
  return {
    ...rest,
    house: buildHouse(config),
    devices: PersistentMap.from(devices),
    partitions: PersistentMap.from(partitions),
    troubles: PersistentMap.from(troubles),
  };
}

function sorted<V>(map: PersistentMap<V>): readonly (readonly [string, V])[] {
  return [...map.entries()].sort(([one], [other]) => (one < other ? -1 : 1));
}
