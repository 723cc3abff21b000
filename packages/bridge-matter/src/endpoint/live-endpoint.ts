import type { Endpoint } from '@matter/main';
import type { ClusterEvent, ClusterStates, ClusterValue } from '../plan/endpoint-plan.ts';

type States = Readonly<Record<string, Readonly<Record<string, ClusterValue>> | undefined>>;

/** Compares what an endpoint ought to show with what it shows: an app, or a start of its own, may have written it. */
export function changesOf(endpoint: Endpoint, wanted: ClusterStates): ClusterStates {
  const changes: Record<string, Record<string, ClusterValue>> = {};
  for (const [cluster, values] of Object.entries(wanted)) {
    const shown = (ownerOf(endpoint, cluster).state as unknown as States)[cluster];
    for (const [name, value] of Object.entries(values)) {
      if (!isSame(shown?.[name], value)) (changes[cluster] ??= {})[name] = value;
    }
  }
  return changes;
}

/**
 * Changes an endpoint's attributes, then sends events.
 *
 * In two steps, as an app's command may hold the attributes meanwhile: `set` waits for it, a transaction with both could not.
 */
export async function tellEndpoint(
  endpoint: Endpoint,
  changes: ClusterStates,
  events: readonly ClusterEvent[] = [],
): Promise<void> {
  for (const [owner, clusters] of byOwner(endpoint, Object.keys(changes))) {
    await owner.set(Object.fromEntries(clusters.map((cluster) => [cluster, changes[cluster] ?? {}])));
  }
  for (const [owner, clusters] of byOwner(
    endpoint,
    events.map(({ cluster }) => cluster),
  )) {
    await emit(
      owner,
      events.filter(({ cluster }) => clusters.includes(cluster)),
    );
  }
}

async function emit(endpoint: Endpoint, events: readonly ClusterEvent[]): Promise<void> {
  await endpoint.act((agent) => {
    const servers = agent as unknown as Record<string, LiveServer | undefined>;
    for (const { cluster, event, payload } of events) {
      const server = servers[cluster];
      server?.events[event]?.emit(payload, server.context);
    }
  });
}

/** The endpoint that has a cluster: itself, or one inside of it, as of a video doorbell. */
function ownerOf(endpoint: Endpoint, cluster: string): Endpoint {
  if (cluster in endpoint.behaviors.supported) return endpoint;
  return [...endpoint.parts].find((part) => cluster in part.behaviors.supported) ?? endpoint;
}

function byOwner(endpoint: Endpoint, clusters: readonly string[]): ReadonlyMap<Endpoint, string[]> {
  return Map.groupBy(new Set(clusters), (cluster) => ownerOf(endpoint, cluster));
}

interface LiveServer {
  readonly context: unknown;
  readonly events: Readonly<Record<string, { emit(payload: unknown, context: unknown): void } | undefined>>;
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}
