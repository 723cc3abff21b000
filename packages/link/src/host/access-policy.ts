import type { Topics } from '../wire/topics.ts';
import { commandClient, isClientName, setPartition, sourceClient } from '../wire/topics.ts';

/** Tells whether a client may publish on a topic: its own commands and devices, and the simple words of a partition. */
export function mayPublish(topics: Topics, client: string, topic: string): boolean {
  const owner = commandClient(topics, topic) ?? sourceClient(topics, topic);
  return owner === client || setPartition(topics, topic) !== undefined;
}

/** Tells whether a message of a topic may reach a client: what everyone may read, its own results and orders. */
export function mayReceive(topics: Topics, client: string, topic: string): boolean {
  const path = pathOf(topics, topic);
  if (path === undefined) return false;
  const [head, ...rest] = path;
  switch (head) {
    case 'status':
    case 'event':
    case 'live':
    case 'health':
    case 'journal':
      return rest.length === 0;
    case 'device':
      return true;
    case 'partition':
      return rest.at(-1) !== 'set' || rest.length !== 2;
    case 'result':
    case 'order':
      return rest.length === 1 && rest[0] === client && isClientName(client);
    default:
      return false;
  }
}

/**
 * Tells whether a client may subscribe to a filter.
 *
 * Filters that cover more than the client may read, as `nightlatch/home/#` does, are granted: what it may not read is
 * kept back message by message. Refused is what asks for others' commands, results, devices or orders outright, or for another root.
 */
export function maySubscribe(topics: Topics, client: string, filter: string): boolean {
  if (filter === '#') return true;
  const path = pathOf(topics, filter);
  if (path === undefined) return false;
  const [head, name] = path;
  if (head === 'command' || head === 'source') return false;
  if (head === 'result' || head === 'order') return name === client;
  return head !== 'partition' || path.length !== 3 || path[2] !== 'set';
}

function pathOf(topics: Topics, topic: string): readonly string[] | undefined {
  return topic.startsWith(`${topics.root}/`) ? topic.slice(topics.root.length + 1).split('/') : undefined;
}
