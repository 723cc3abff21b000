import type { MatterModule } from '@nightlatch/bridge-matter';
import { keepSubscriptions } from '@nightlatch/bridge-matter';

type Endpoint = InstanceType<MatterModule['Endpoint']>;

/** Lets Matterbridge's node, in which an endpoint hangs, keep its subscriptions through every restart. */
export async function keepNodeSubscriptions(endpoint: Endpoint): Promise<void> {
  let node = endpoint;
  while (node.owner) node = node.owner;
  await keepSubscriptions(node);
}
