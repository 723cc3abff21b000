import type { Log } from '@nightlatch/model';
import type { API } from 'homebridge';

/** Where Homebridge's API keeps its Matter server to itself. */
const SERVER = '_matterServer';

/** As far as we look at it. */
interface Inside {
  readonly [SERVER]?: {
    readonly serverNode?: {
      readonly behaviors: { readonly supported: { readonly subscriptions?: object } };
      act(actor: (agent: { load(behavior: object): unknown }) => void): Promise<void> | void;
    } | null;
  } | null;
}

/**
 * Lets Homebridge's Matter node keep its subscriptions, so that apps hear of the house at once after a restart.
 *
 * matter.js keeps them in a behavior that nothing loads on a node that was just paired; what is not loaded saves nothing,
 * and after the next restart apps wait for about 100 s before they ask again. Where Homebridge has changed inside, that
 * wait is all that is lost.
 */
export async function keepSubscriptions(api: API, log: Log): Promise<void> {
  try {
    const node = (api as Inside)[SERVER]?.serverNode;
    const subscriptions = node?.behaviors.supported.subscriptions;
    if (node && subscriptions) return await node.act((agent) => void agent.load(subscriptions));
  } catch (error) {
    log.debug(`Homebridge’s Matter node could not be asked to keep subscriptions: ${String(error)}`);
    return;
  }
  log.debug('Homebridge’s Matter node is not where it was: after a restart apps may hear nothing for 100 s.');
}
