import type { Log } from '@nightlatch/model';
import type { HomeSettings } from './home-settings.ts';
import { isSameConnection } from './home-settings.ts';
import { openConnection } from './open-connection.ts';
import { SharedHome } from './shared-home.ts';

/**
 * The homes that are open, by the id of their configuration node.
 *
 * They outlive their nodes: a deploy rebuilds every node, and must neither disarm a house nor lose a message of it.
 * Only deleting the node, other settings, or the end of Node-RED close a home.
 */
const homes = new Map<string, SharedHome>();
const closings = new Map<string, Promise<void>>();

/** Takes the home of a node: the one that is open, or a new one where there is none or its settings have changed. */
export function acquireHome(node: string, settings: HomeSettings, log: Log): SharedHome {
  const open = homes.get(node);
  if (open && isSameConnection(open.settings, settings) && open.problem === undefined) return open;
  const closed = open ? releaseHome(node) : (closings.get(node) ?? Promise.resolve());
  const home = new SharedHome({
    settings,
    log,
    open: async (...args) => {
      await closed;
      return await openConnection(...args);
    },
  });
  homes.set(node, home);
  return home;
}

/** Closes the home of a node. Resolves when it is closed; the next one of the node opens only then. */
export async function releaseHome(node: string): Promise<void> {
  const home = homes.get(node);
  homes.delete(node);
  if (!home) return await closings.get(node);
  const closing = home.close().finally(() => {
    if (closings.get(node) === closing) closings.delete(node);
  });
  closings.set(node, closing);
  await closing;
}
