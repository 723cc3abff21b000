import type { Endpoint } from '@matter/main';
import type { ClusterEvent, ClusterStates, ClusterValue } from '../plan/endpoint-plan.ts';

type States = Readonly<Record<string, Readonly<Record<string, ClusterValue>> | undefined>>;

/** Compares what an endpoint ought to show with what it shows: an app, or a start of its own, may have written it. */
export function changesOf(endpoint: Endpoint, wanted: ClusterStates): ClusterStates {
  const shown = endpoint.state as unknown as States;
  const changes: Record<string, Record<string, ClusterValue>> = {};
  for (const [cluster, values] of Object.entries(wanted)) {
    for (const [name, value] of Object.entries(values)) {
      if (!isSame(shown[cluster]?.[name], value)) (changes[cluster] ??= {})[name] = value;
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
  if (Object.keys(changes).length > 0) await endpoint.set(changes);
  if (events.length === 0) return;
  await endpoint.act((agent) => {
    const servers = agent as unknown as Record<string, LiveServer | undefined>;
    for (const { cluster, event, payload } of events) {
      const server = servers[cluster];
      server?.events[event]?.emit(payload, server.context);
    }
  });
}

interface LiveServer {
  readonly context: unknown;
  readonly events: Readonly<Record<string, { emit(payload: unknown, context: unknown): void } | undefined>>;
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}
