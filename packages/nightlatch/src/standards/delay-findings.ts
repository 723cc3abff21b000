import type { Config, KeyPath, PartitionSettings } from '@nightlatch/assembly';
import { planModes } from '@nightlatch/assembly';
import { asks, FIGURES, isKept } from './figures.ts';
import type { Finding } from './finding.ts';

/** Judges how long the house gives its people, and how long it sounds. */
export function delayFindings({ partitions, policy }: Config): readonly Finding[] {
  return [...partitions.flatMap(judgePartition), ...judgeSettling(policy.settleSeconds)];
}

function judgePartition(partition: PartitionSettings, index: number): readonly Finding[] {
  const at = ['partitions', index] as const;
  const abort = partition.abortWindow;
  const modes = Object.entries(planModes(partition.modes));
  return [
    ...modes.flatMap(([mode, { entryDelaySeconds, secondEntryDelaySeconds, exitDelaySeconds }]) => [
      ...judgeEntry(entryDelaySeconds, abort, `mode ${mode}`, [...at, 'modes', mode, 'entryDelay']),
      ...(secondEntryDelaySeconds === undefined
        ? []
        : judgeEntry(secondEntryDelaySeconds, abort, `mode ${mode}`, [...at, 'modes', mode, 'entryDelay2'])),
      ...judgeExit(exitDelaySeconds, mode, [...at, 'modes', mode, 'exitDelay']),
    ]),
    ...(partition.zones ?? []).flatMap(({ device, entryDelay }, zone) =>
      entryDelay === undefined
        ? []
        : judgeEntry(entryDelay, abort, `"${device}"`, [...at, 'zones', zone, 'entryDelay']),
    ),
    ...judgeSiren(partition.sirenSeconds, [...at, 'sirenSeconds']),
    ...Object.entries(partition.hazards).flatMap(([hazard, own]) =>
      'sirenSeconds' in own && own.sirenSeconds !== undefined
        ? judgeSiren(own.sirenSeconds, [...at, 'hazards', hazard, 'sirenSeconds'])
        : [],
    ),
  ];
}

function judgeEntry(seconds: number, abort: number, where: string, path: KeyPath): readonly Finding[] {
  const { entryDelay, entryDelayAtMost, entryAndAbort } = FIGURES;
  const message = `The entry delay of ${where} is ${seconds} s.`;
  const use = `Use ${entryDelay.least} to ${entryDelayAtMost.most}`;
  const long = { path, message, figure: asks(entryDelayAtMost), remedy: `${use}.` };
  const short = {
    path,
    message,
    figure: asks(entryDelay),
    remedy: `${use}, so that nobody hurries into a false alarm.`,
  };
  const sum = seconds + abort;
  const both = {
    path,
    message: `${message} entry ${seconds} s + abort ${abort} s = ${sum} s;`,
    figure: asks(entryAndAbort),
    remedy: `Use ${Math.max(entryAndAbort.most - abort, 0)} or less, or a shorter abortWindow.`,
  };
  return [
    ...(isKept(entryDelayAtMost, seconds) ? [] : [long]),
    ...(abort === 0 || isKept(entryAndAbort, sum) ? [] : [both]),
    ...(isKept(entryDelay, seconds) ? [] : [short]),
  ];
}

/** No delay at all is right where one stays in. */
function judgeExit(seconds: number, mode: string, path: KeyPath): readonly Finding[] {
  const isStaying = mode === 'home' || mode === 'night';
  if (isKept(FIGURES.exitDelay, seconds) || (isStaying && seconds === 0)) return [];
  return [
    {
      path,
      message: `The exit delay of mode ${mode} is ${seconds} s.`,
      figure: `${asks(FIGURES.exitDelay)} ${asks(FIGURES.exitDelayOfUl)}`,
      remedy: `Use 60${isStaying ? ', or 0 for none' : ''}.`,
    },
  ];
}

function judgeSiren(seconds: number, path: KeyPath): readonly Finding[] {
  if (isKept(FIGURES.siren, seconds)) return [];
  return [{ path, message: `Sirens sound for ${seconds} s.`, figure: asks(FIGURES.siren), remedy: 'Use 240.' }];
}

function judgeSettling(seconds: number): readonly Finding[] {
  if (isKept(FIGURES.settling, seconds)) return [];
  const message = `After a start, sensors are left to settle for ${seconds} s.`;
  const remedy = `Use ${FIGURES.settling.least}.`;
  return [{ path: ['policy', 'settleSeconds'], message, figure: asks(FIGURES.settling), remedy }];
}
