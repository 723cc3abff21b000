import type { DeviceId, Hazard, PartitionId } from '@nightlatch/model';

/** Version of every message on the link: `v` in each payload. */
export const LINK_VERSION = 1;

const CLIENT_NAME = /^[\w.-]{1,64}$/;

/** The names of the topics of one home. */
export interface Topics {
  readonly root: string;
  readonly status: string;
  readonly claim: string;
  readonly event: string;
  readonly live: string;
  readonly health: string;
  readonly journal: string;
  device(id: DeviceId): string;
  partition(id: PartitionId): string;
  partitionState(id: PartitionId): string;
  hazard(id: PartitionId, hazard: Hazard): string;
  command(client: string): string;
  result(client: string): string;
  source(client: string): string;
  order(client: string): string;
}

/** Names the topics below `nightlatch/<home>/`. */
export function topicsOf(home: string): Topics {
  const root = `nightlatch/${topicSafe(home)}`;
  return {
    root,
    status: `${root}/status`,
    claim: `${root}/status/claim`,
    event: `${root}/event`,
    live: `${root}/live`,
    health: `${root}/health`,
    journal: `${root}/journal`,
    device: (id) => `${root}/device/${topicSafe(id)}`,
    partition: (id) => `${root}/partition/${level(id)}`,
    partitionState: (id) => `${root}/partition/${level(id)}/state`,
    hazard: (id, hazard) => `${root}/partition/${level(id)}/hazard/${hazard}`,
    command: (client) => `${root}/command/${client}`,
    result: (client) => `${root}/result/${client}`,
    source: (client) => `${root}/source/${client}`,
    order: (client) => `${root}/order/${client}`,
  };
}

/** Tells whether a client may bear this name: 1 to 64 letters, digits, `_`, `-` and `.`. */
export function isClientName(name: unknown): name is string {
  return typeof name === 'string' && CLIENT_NAME.test(name);
}

/** Returns the client of a command topic, or undefined when the topic is another. */
export function commandClient(topics: Topics, topic: string): string | undefined {
  return clientBehind(topics.command(''), topic);
}

/** Returns the client of a topic on which devices are brought in, or undefined when the topic is another. */
export function sourceClient(topics: Topics, topic: string): string | undefined {
  return clientBehind(topics.source(''), topic);
}

function clientBehind(prefix: string, topic: string): string | undefined {
  const client = topic.slice(prefix.length);
  return topic.startsWith(prefix) && isClientName(client) ? client : undefined;
}

/** Returns the partition of a `partition/<id>/set` topic as it is written there, or undefined. */
export function setPartition(topics: Topics, topic: string): string | undefined {
  const prefix = `${topics.root}/partition/`;
  if (!topic.startsWith(prefix) || !topic.endsWith('/set')) return undefined;
  const partition = topic.slice(prefix.length, -'/set'.length);
  return partition === '' || partition.includes('/') ? undefined : partition;
}

/** Escapes what MQTT forbids in a topic name, so that no device's id can take the connection down. Slashes stay. */
export function topicSafe(id: string): string {
  return id.toWellFormed().replaceAll(/[+#\p{Cc}]/gu, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** A partition is one level of its topics, so that `partition/+/state` finds it. */
export function level(id: PartitionId): string {
  return topicSafe(id).replaceAll('/', '%2F');
}
