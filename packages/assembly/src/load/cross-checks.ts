import type { z } from 'zod';
import type { configurationSchema } from '../schema/configuration-schema.ts';
import { modeNames } from '../plan/modes.ts';
import { deviceKey } from './device-names.ts';
import { checkUser } from './user-checks.ts';
import type { FoundProblem } from './explain-issue.ts';
import { checkLocks } from './lock-checks.ts';
import { checkModes } from './mode-checks.ts';
import { checkPolicy } from './policy-checks.ts';
import { checkSirens } from './siren-checks.ts';
import { checkSilent } from './silent-checks.ts';
import { stranger } from './stranger.ts';
import { checkZone } from './zone-checks.ts';

/** A configuration whose secrets are names still. */
export type CheckedConfig = z.output<typeof configurationSchema>;
type Partition = CheckedConfig['partitions'][number];
type Zone = NonNullable<Partition['zones']>[number];

/** Finds what no single key can show: names used twice, names of nothing, and keys that contradict each other. */
export function crossCheck(config: CheckedConfig): readonly FoundProblem[] {
  return [
    ...twice(
      config.sources.map(({ id }) => id),
      (index) => ['sources', index, 'id'],
      'Give each source an id of its own.',
    ),
    ...twice(
      config.devices.map(({ id }) => id.toLowerCase()),
      (index) => ['devices', index, 'id'],
      'Remove one of the two.',
    ),
    ...twice(
      config.devices.map(({ name }) => name?.toLowerCase()),
      (index) => ['devices', index, 'name'],
      'Rename one.',
    ),
    ...twice(
      config.partitions.map(({ id }) => id),
      (index) => ['partitions', index, 'id'],
      'Rename one.',
    ),
    ...twice(
      config.users.map(({ name }) => name.toLowerCase()),
      (index) => ['users', index, 'name'],
      'Rename one.',
    ),
    ...config.partitions.flatMap((partition, index) => checkPartition(partition, index, config)),
    ...checkMaster(config),
    ...checkSupervision(config),
    ...checkZonesOnce(config),
    ...config.users.flatMap((user, index) => checkUser(user, index, config)),
    ...checkPolicy(config),
    ...checkSilent(config),
    ...checkLocks(config),
    ...checkClients(config),
  ];
}

/** A client that brings devices in does so under its own name, which is then a source's as well. */
function checkClients({ link, sources }: CheckedConfig): readonly FoundProblem[] {
  if (link?.role !== 'host') return [];
  return link.clients.flatMap(({ name, devices }, index) => {
    if (!devices || !sources.some(({ id }) => id === name)) return [];
    const message = `"${name}" is a source too, whose devices it could speak for.`;
    return [{ path: ['link', 'clients', index, 'name'], message, remedy: 'Call the client otherwise.' }];
  });
}

function twice(
  words: readonly (string | undefined)[],
  path: (index: number) => FoundProblem['path'],
  remedy: string,
): readonly FoundProblem[] {
  return words.flatMap((word, index) => {
    if (word === undefined || words.indexOf(word) === index) return [];
    return [{ path: path(index), message: `"${word}" is there twice.`, remedy }];
  });
}

function checkPartition(partition: Partition, index: number, config: CheckedConfig): readonly FoundProblem[] {
  const modes = modeNames(partition.modes);
  const at = ['partitions', index] as const;
  const empty = { path: [...at, 'modes'], message: 'Every mode is taken away.', remedy: 'Leave at least one.' };
  return [
    ...(modes.length === 0 ? [empty] : []),
    ...checkModes(partition.modes, [...at, 'modes']),
    ...(partition.zones ?? []).flatMap((zone, zoneIndex) => checkZone(zone, [...at, 'zones', zoneIndex], partition)),
    ...checkSirens(partition, [...at, 'sirens'], config),
    ...(partition.zones ? checkGroups(partition, partition.zones, [...at, 'groups'], config) : []),
  ];
}

function checkGroups(
  { groups }: Partition,
  zones: readonly Zone[],
  path: FoundProblem['path'],
  { devices }: CheckedConfig,
): readonly FoundProblem[] {
  const names = zones.map((zone) => zone.name ?? zone.device);
  const keys = new Set(zones.flatMap(({ name, device }) => [name?.toLowerCase(), deviceKey(device, devices)]));
  return groups.flatMap(({ zones: members, count }, index) => {
    const lost = members.flatMap((member, place) =>
      keys.has(member.trim().toLowerCase()) || keys.has(deviceKey(member, devices))
        ? []
        : [stranger([...path, index, 'zones', place], member, 'zone of this partition', names)],
    );
    const unreachable = {
      path: [...path, index, 'count'],
      message: `${count} of ${members.length} zones can never trip.`,
      remedy: `Use 2 to ${members.length}.`,
    };
    return count > members.length ? [...lost, unreachable] : lost;
  });
}

function checkSupervision({ supervision, sources }: CheckedConfig): readonly FoundProblem[] {
  const ids = sources.map(({ id }) => id);
  return Object.keys(supervision.checkIn.sources).flatMap((id) =>
    ids.includes(id) ? [] : [stranger(['supervision', 'checkIn', 'sources', id], id, 'source', ids)],
  );
}

/** Commands name a master as they name a partition: one name must not mean two things. */
function checkMaster({ master, partitions }: CheckedConfig): readonly FoundProblem[] {
  if (!master) return [];
  const ids = partitions.map(({ id }) => id);
  const named = master.partitions ?? ids;
  const clash = {
    path: ['master', 'id'],
    message: `"${master.id}" is a partition already.`,
    remedy: 'Give the master an id of its own.',
  };
  const alone = {
    path: ['master'],
    message: 'A master of one partition is that partition.',
    remedy: 'Remove it, or add a partition.',
  };
  return [
    ...(ids.includes(master.id) ? [clash] : []),
    ...(new Set(named).size < 2 ? [alone] : []),
    ...twice(named, (place) => ['master', 'partitions', place], 'Remove one of the two.'),
    ...named.flatMap((id, place) =>
      ids.includes(id) ? [] : [stranger(['master', 'partitions', place], id, 'partition', ids)],
    ),
  ];
}

/** A sensor belongs to one partition, and to it once for each thing that it watches. */
function checkZonesOnce({ partitions, devices }: CheckedConfig): readonly FoundProblem[] {
  const seen = new Map<string, string>();
  return partitions.flatMap(({ id, zones = [] }, index) =>
    zones.flatMap((zone, place): FoundProblem[] => {
      const key = `${deviceKey(zone.device, devices)}#${zone.attribute ?? zone.type}`;
      const owner = seen.get(key);
      if (owner === undefined) {
        seen.set(key, id);
        return [];
      }
      const message = `"${zone.device}" is a zone of "${owner}" already.`;
      return [
        { path: ['partitions', index, 'zones', place], message, remedy: 'Remove one, or name another attribute.' },
      ];
    }),
  );
}
