import type { Config } from '@nightlatch/assembly';
import type { Finding } from './finding.ts';

/** Finds what leaves a house, or a way into it, without protection. */
export function coverageFindings({ sources, partitions, link }: Config): readonly Finding[] {
  if (link?.role === 'join') return [];
  const noSource = {
    path: ['sources'],
    message: 'There is no source, so there are no devices.',
    figure: 'A house is watched by its sensors.',
    remedy: 'Add one: { type: zigbee2mqtt, broker: mqtt://127.0.0.1:1883 }.',
  };
  return [...(sources.length === 0 ? [noSource] : []), ...partitions.flatMap(judgePartition), ...judgeLink(link)];
}

function judgePartition({ id, zones, sirens }: Config['partitions'][number], index: number): readonly Finding[] {
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
  return [
    ...(zones && !zones.some(({ type }) => type === 'entry') ? [noEntry] : []),
    ...(sirens?.length === 0 ? [noSiren] : []),
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
