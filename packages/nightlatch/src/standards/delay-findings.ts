import type { Config, PartitionSettings } from '@nightlatch/assembly';
import { planModes } from '@nightlatch/assembly';
import type { KeyPath } from '@nightlatch/assembly';
import type { Finding } from './finding.ts';

/** ANSI/SIA CP-01 and EN 50131-1, seconds. */
const ENTRY = { least: 30, most: 45 };
const ENTRY_AND_ABORT = { most: 60, leastAbort: 15 };
const EXIT = { least: 45, most: 255 };
const SIREN = { least: 120, most: 900 };
const SETTLE = { least: 60 };

/** Judges how long the house gives its people, and how long it sounds. */
export function delayFindings({ partitions, policy }: Config): readonly Finding[] {
  return [...partitions.flatMap(judgePartition), ...judgeSettling(policy.settleSeconds)];
}

function judgePartition(partition: PartitionSettings, index: number): readonly Finding[] {
  const at = ['partitions', index] as const;
  const modes = Object.entries(planModes(partition.modes));
  return [
    ...modes.flatMap(([mode, { entryDelaySeconds, exitDelaySeconds }]) => [
      ...judgeEntry(entryDelaySeconds, `mode ${mode}`, [...at, 'modes', mode, 'entryDelay']),
      ...judgeExit(exitDelaySeconds, mode, [...at, 'modes', mode, 'exitDelay']),
    ]),
    ...(partition.zones ?? []).flatMap(({ device, entryDelay }, zone) =>
      entryDelay === undefined ? [] : judgeEntry(entryDelay, `"${device}"`, [...at, 'zones', zone, 'entryDelay']),
    ),
    ...judgeSiren(partition.sirenSeconds, [...at, 'sirenSeconds']),
  ];
}

function judgeEntry(seconds: number, where: string, path: KeyPath): readonly Finding[] {
  const message = `The entry delay of ${where} is ${seconds} s.`;
  const long = {
    path,
    message,
    figure: `At most ${ENTRY.most} s: EN 50131-1, UL.`,
    remedy: `Use ${ENTRY.least} to ${ENTRY.most}.`,
  };
  const both = {
    path,
    message: `${message} No abort window of ${ENTRY_AND_ABORT.leastAbort} s or more fits beside it.`,
    figure: `Entry delay and abort window at most ${ENTRY_AND_ABORT.most} s: ANSI/SIA CP-01.`,
    remedy: `Use ${ENTRY_AND_ABORT.most - ENTRY_AND_ABORT.leastAbort} or less.`,
  };
  const short = {
    path,
    message,
    figure: `At least ${ENTRY.least} s: ANSI/SIA CP-01.`,
    remedy: `Use ${ENTRY.least} to ${ENTRY.most}, so that nobody hurries into a false alarm.`,
  };
  return [
    ...(seconds > ENTRY.most ? [long] : []),
    ...(seconds + ENTRY_AND_ABORT.leastAbort > ENTRY_AND_ABORT.most ? [both] : []),
    ...(seconds < ENTRY.least ? [short] : []),
  ];
}

/** No delay at all is right where one stays in. */
function judgeExit(seconds: number, mode: string, path: KeyPath): readonly Finding[] {
  const isStaying = mode === 'home' || mode === 'night';
  if ((seconds >= EXIT.least && seconds <= EXIT.most) || (isStaying && seconds === 0)) return [];
  return [
    {
      path,
      message: `The exit delay of mode ${mode} is ${seconds} s.`,
      figure: `${EXIT.least} to ${EXIT.most} s: ANSI/SIA CP-01.`,
      remedy: `Use 60${isStaying ? ', or 0 for none' : ''}.`,
    },
  ];
}

function judgeSiren(seconds: number, path: KeyPath): readonly Finding[] {
  if (seconds >= SIREN.least && seconds <= SIREN.most) return [];
  const figure = `${SIREN.least} to ${SIREN.most} s: EN 50131.`;
  return [{ path, message: `Sirens sound for ${seconds} s.`, figure, remedy: 'Use 240.' }];
}

function judgeSettling(seconds: number): readonly Finding[] {
  if (seconds >= SETTLE.least) return [];
  const message = `After a start, sensors are left to settle for ${seconds} s.`;
  const figure = `At least ${SETTLE.least} s: ANSI/SIA CP-01, power restore.`;
  return [{ path: ['policy', 'settleSeconds'], message, figure, remedy: `Use ${SETTLE.least}.` }];
}
