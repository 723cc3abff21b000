import type { MatterModule } from '@nightlatch/bridge-matter';

type Endpoint = InstanceType<MatterModule['Endpoint']>;

/**
 * Lets Matterbridge's node keep its subscriptions, so that apps hear of the house at once after a restart.
 *
 * matter.js keeps them in a behavior that nothing loads on a node that was just paired; what is not loaded saves nothing,
 * and after the next restart the apps wait for about 100 s before they ask again. Harmless where it is loaded already.
 */
export async function keepSubscriptions(endpoint: Endpoint): Promise<void> {
  let node = endpoint;
  while (node.owner) node = node.owner;
  const { subscriptions } = node.behaviors.supported;
  if (subscriptions) await node.act((agent) => void agent.load(subscriptions));
}
