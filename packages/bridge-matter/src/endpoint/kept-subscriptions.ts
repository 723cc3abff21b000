import type { Behavior, Endpoint, Observable } from '@matter/main';
import type { SubscriptionsServer } from '@matter/main/node';

type SubscriptionsType = typeof SubscriptionsServer;
type Kept = SubscriptionsServer.State['subscriptions'][number];

/** As far as we look at a subscription that an app has made. */
interface Subscribed {
  readonly subscriptionId: number;
  readonly session: { readonly peerAddress: Kept['peerAddress'] };
}

/** What one node's behaviors know of each other, by name. */
interface Neighbours {
  readonly sessions: { readonly events: { readonly subscriptionAdded: Observable<[Subscribed]> } };
}

/**
 * Lets a node keep its subscriptions through every restart, so that apps hear of the house at once after it. Call it before
 * the node goes online.
 *
 * matter.js 0.17.9 keeps them in a behavior that nothing loads on a node that was just paired, and what is not loaded saves
 * nothing. Once it is loaded it empties what it has kept at each start, and keeps again what it took up: a hub that ends
 * in the two seconds between leaves its apps deaf, for up to the 100 s after which they ask again.
 */
export async function keepSubscriptions(node: Endpoint): Promise<void> {
  const base = node.behaviors.supported['subscriptions'] as SubscriptionsType | undefined;
  if (!base) return;
  const kept = keptSubscriptions(base);
  node.behaviors.inject(kept);
  await node.act((agent) => void agent.load(kept));
}

function keptSubscriptions(base: SubscriptionsType): Behavior.Type {
  return class KeptSubscriptions extends base {
    declare internal: SubscriptionsServer.Internal & { former: Set<number> };

    // Of which each class has its own; without it nothing of this one is written to the disk.
    static override readonly schema = base.schema;

    static override readonly Internal = class extends base.Internal {
      /** Those of an earlier start that have not been taken up. */
      former = new Set<number>();
    };

    override initialize(): void {
      super.initialize();
      const { formerSubscriptions } = this.internal;
      this.state.subscriptions = formerSubscriptions.map((it) => ({ ...it }));
      this.internal.former = new Set(formerSubscriptions.map((it) => it.subscriptionId));
      const { sessions } = this.agent as unknown as Neighbours;
      // oxlint-disable-next-line typescript/unbound-method -- matter.js calls it on the behavior of the moment.
      this.reactTo(sessions.events.subscriptionAdded, this.#takenUp, { lock: true });
    }

    /** An app that subscribed by itself has given up what it had before. */
    #takenUp({ subscriptionId, session }: Subscribed): void {
      const { former } = this.internal;
      if (former.delete(subscriptionId)) return;
      const { fabricIndex, nodeId } = session.peerAddress;
      const isGivenUp = ({ subscriptionId: id, peerAddress }: Kept): boolean =>
        former.has(id) && peerAddress.fabricIndex === fabricIndex && peerAddress.nodeId === nodeId;
      this.state.subscriptions = this.state.subscriptions.filter(
        (it) => !isGivenUp(it) || !former.delete(it.subscriptionId),
      );
    }
  };
}
