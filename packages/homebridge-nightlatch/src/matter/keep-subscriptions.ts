import type { MatterModule } from '@nightlatch/bridge-matter';
import { keepSubscriptions } from '@nightlatch/bridge-matter';
import type { Log } from '@nightlatch/model';
import type { API } from 'homebridge';

/** Where Homebridge's API keeps its Matter server to itself. */
const SERVER = '_matterServer';

/** As far as we look at it. */
interface Inside {
  readonly [SERVER]?: { readonly serverNode?: InstanceType<MatterModule['Endpoint']> | null } | null;
}

/**
 * Lets Homebridge's Matter node keep its subscriptions, so that apps hear of the house at once after a restart. Where
 * Homebridge has changed inside, apps that have just paired wait for about 100 s after the first one, and nothing else is lost.
 */
export async function keepHomebridgeSubscriptions(api: API, log: Log): Promise<void> {
  try {
    const node = (api as Inside)[SERVER]?.serverNode;
    if (node) return await keepSubscriptions(node);
  } catch (error) {
    log.debug(`Homebridge’s Matter node could not be asked to keep subscriptions: ${String(error)}`);
    return;
  }
  log.debug('Homebridge’s Matter node is not where it was: after a restart apps may hear nothing for 100 s.');
}
