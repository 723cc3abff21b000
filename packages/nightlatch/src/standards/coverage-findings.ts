import type { Config, PartitionSettings } from '@nightlatch/assembly';
import { planModes } from '@nightlatch/assembly';
import { BURGLARY_TYPES } from '@nightlatch/model';
import type { Finding } from './finding.ts';
import { judgeSirens } from './siren-findings.ts';

/** Finds what leaves a house, or a way into it, without protection. */
export function coverageFindings({ sources, partitions, link }: Config): readonly Finding[] {
  if (link?.role === 'join') return [];
  const noSource = {
    path: ['sources'],
    message: 'There is no source, so there are no devices.',
    figure: 'A house is watched by its sensors.',
    remedy: 'Add one: { type: zigbee2mqtt, broker: mqtt://127.0.0.1:1883 }.',
  };
  return [
    ...(sources.length === 0 ? [noSource] : []),
    ...partitions.flatMap(judgePartition),
    ...judgeFire(partitions),
    ...judgeLink(link),
  ];
}

function judgePartition(partition: PartitionSettings, index: number): readonly Finding[] {
  const { id, zones, sirens, keypads, chimes } = partition;
  const noEntry = {
    path: ['partitions', index, 'zones'],
    message: `"${id}" has no entry zone, so nobody can come in without an alarm.`,
    figure: 'An entry route with a delay: ANSI/SIA CP-01, EN 50131-1.',
    remedy: 'Make the door that you come in by type: entry.',
  };
  const noSiren = {
    path: ['partitions', index, 'sirens'],
    message: `"${id}" has no siren.`,
    figure: 'A warning device of 2 to 15 min: EN 50131.',
    remedy: 'Name one, or leave the key out to use every siren.',
  };
  const noCountdown = {
    path: ['partitions', index, 'keypads'],
    message: `In "${id}" nothing counts down the delays.`,
    figure: 'Delays are announced as they pass: CP-01, progress annunciation.',
    remedy: 'Name a keypad or a chime, or leave the key out to use every keypad.',
  };
  return [
    ...(zones && !zones.some(({ type }) => type === 'entry') ? [noEntry] : []),
    ...(sirens?.length === 0 ? [noSiren] : []),
    ...judgeSirens(partition, ['partitions', index, 'sirens']),
    ...(keypads?.length === 0 && chimes.length === 0 ? [noCountdown] : []),
    ...(zones ? judgeModes(partition, zones, ['partitions', index, 'modes']) : []),
  ];
}

/** A mode in which nothing is watched looks armed and is not. */
function judgeModes(
  { modes }: PartitionSettings,
  zones: NonNullable<PartitionSettings['zones']>,
  path: Finding['path'],
): readonly Finding[] {
  const isWatched = (mode: string): boolean =>
    zones.some((zone) => {
      if (!BURGLARY_TYPES.includes(zone.type)) return false;
      if (zone.modes) return zone.modes.includes(mode);
      return zone.type !== 'interior' || mode === 'away' || mode === 'vacation';
    });
  return Object.keys(planModes(modes))
    .filter((mode) => !isWatched(mode))
    .map((mode) => ({
      path: [...path, mode],
      message: `Nothing is watched in mode ${mode}.`,
      figure: 'What looks armed is armed: a rule of our own.',
      remedy: `Give the doors and windows mode ${mode}, or take it away with ${mode}: false.`,
    }));
}

/** Where the zones are listed, one that sees fire should be among them. */
function judgeFire(partitions: readonly PartitionSettings[]): readonly Finding[] {
  const zones = partitions.flatMap((partition) => partition.zones ?? []);
  const isListed = partitions.every((partition) => partition.zones !== undefined);
  if (!isListed || zones.some(({ type }) => type === 'fire' || type === 'heat')) return [];
  return [
    {
      path: ['partitions', 0, 'zones'],
      message: 'No zone sees smoke or heat.',
      figure: 'A smoke alarm on each floor: NFPA 72, BS 5839-6.',
      remedy: 'Add one of type: fire.',
    },
  ];
}

const LOCAL = /^(127\.|localhost$|::1$)/;

function judgeLink(link: Config['link']): readonly Finding[] {
  if (link?.role !== 'host' || link.broker !== 'embedded' || link.tls || LOCAL.test(link.bind)) return [];
  return [
    {
      path: ['link', 'bind'],
      message: `The link listens on ${link.bind} without TLS: codes cross the network in clear.`,
      figure: 'Messages are protected against reading on the way: EN 50131-1, grade 3.',
      remedy: 'Add link.tls, or bind 127.0.0.1.',
    },
  ];
}
