import type { Master } from '@nightlatch/model';
import type { Config } from '../schema/configuration-schema.ts';

/** The id of a master that nobody configured. */
export const MASTER_ID = 'all';

/**
 * Plans what arms several partitions together: as configured, or every partition under the home's name.
 *
 * @returns Undefined where the owner wants none, in a house of one partition, and where a partition bears the id that an
 *   unconfigured one would have.
 */
export function planMaster({
  master,
  partitions,
  home,
}: Pick<Config, 'master' | 'partitions' | 'home'>): Master | undefined {
  if (master === false) return undefined;
  const ids = partitions.map(({ id }) => id);
  const { id = MASTER_ID, name = home.name, partitions: own = ids } = master ?? {};
  const isPossible = own.length > 1 && !ids.includes(id);
  return isPossible ? { id, name, partitions: own } : undefined;
}
