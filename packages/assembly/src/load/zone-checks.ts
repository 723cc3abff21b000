import { BURGLARY_TYPES, HAZARD_OF, LIFE_SAFETY } from '@nightlatch/model';
import { modeNames } from '../plan/modes.ts';
import type { CheckedConfig } from './cross-checks.ts';
import type { FoundProblem } from './explain-issue.ts';
import { stranger } from './stranger.ts';

type Partition = CheckedConfig['partitions'][number];
type Zone = NonNullable<Partition['zones']>[number];
type Place = FoundProblem['path'];

/** Finds keys that a zone cannot have under its type, and keys that contradict each other. */
export function checkZone(zone: Zone, path: Place, partition: Partition): readonly FoundProblem[] {
  const modes = modeNames(partition.modes);
  return [
    ...strangersIn(zone.modes, [...path, 'modes'], modes),
    ...strangersIn(zone.autoBypass, [...path, 'autoBypass'], modes),
    ...checkPlace(zone, path),
    ...checkContradictions(zone, path, partition),
  ];
}

function strangersIn(named: readonly string[] | undefined, path: Place, modes: readonly string[]) {
  return (named ?? []).flatMap((mode, index) =>
    modes.includes(mode) ? [] : [stranger([...path, index], mode, 'mode of this partition', modes)],
  );
}

const BURGLARY_ONLY: Readonly<Partial<Record<keyof Zone, string>>> = {
  modes: 'Leave it out: it is watched around the clock.',
  confirm: 'Leave it out: life safety and tamper never wait.',
  useExitDelay: 'Leave it out: it is watched around the clock.',
  useEntryDelay: 'Leave it out: it never waits.',
  allowOpen: 'Leave it out: it never refuses arming.',
  autoBypass: 'Leave it out: arming never bypasses it.',
};

const ENTRY_ONLY = ['entryDelay', 'delay', 'armOnClose'] as const;

/** Keys that the type of a zone has no use for. */
function checkPlace(zone: Zone, path: Place): readonly FoundProblem[] {
  const { type } = zone;
  const isBurglary = BURGLARY_TYPES.includes(type);
  const isLifeSafety = LIFE_SAFETY.includes(HAZARD_OF[type]);
  const misplaced = (key: keyof Zone, remedy: string): FoundProblem => ({
    path: [...path, key],
    message: `${/^[aeiou]/.test(type) ? 'An' : 'A'} ${type} zone has no ${key === 'whenUnavailable' ? `${key}: ${zone[key]}` : key}.`,
    remedy,
  });
  const burglaryKeys = (Object.keys(BURGLARY_ONLY) as (keyof Zone)[]).filter((key) => zone[key] !== undefined);
  return [
    ...(isBurglary ? [] : burglaryKeys.map((key) => misplaced(key, BURGLARY_ONLY[key] ?? ''))),
    ...ENTRY_ONLY.filter((key) => zone[key] !== undefined && type !== 'entry').map((key) =>
      misplaced(key, 'Leave it out, or make it an entry zone.'),
    ),
    ...(zone.below !== undefined && type !== 'freeze'
      ? [misplaced('below', 'Leave it out, or make it a freeze zone.')]
      : []),
    ...(zone.minActive !== undefined && isLifeSafety
      ? [misplaced('minActive', 'Leave it out: life safety never waits.')]
      : []),
    ...(zone.whenUnavailable === 'ignore' && isLifeSafety
      ? [misplaced('whenUnavailable', 'Leave it out: the loss of life safety is always trouble.')]
      : []),
    ...(zone.whenUnavailable === 'alarm' && !isBurglary
      ? [misplaced('whenUnavailable', 'Leave it out: its loss is trouble, and only zones on guard can alarm.')]
      : []),
    ...(zone.useEntryDelay === true && type === 'perimeter'
      ? [misplaced('useEntryDelay', 'Make it an entry zone: the perimeter alarms at once.')]
      : []),
  ];
}

/** Keys of which one makes the other pointless. */
function checkContradictions(zone: Zone, path: Place, { modes }: Partition): readonly FoundProblem[] {
  const hasSecond = Object.values(modes).some((mode) => mode !== false && mode.entryDelay2 !== undefined);
  const clash = (key: keyof Zone, message: string, remedy: string): FoundProblem => ({
    path: [...path, key],
    message,
    remedy,
  });
  const hasDelay = zone.entryDelay !== undefined || zone.delay !== undefined;
  return [
    ...(zone.delay !== undefined && zone.entryDelay !== undefined
      ? [clash('delay', `Its own entryDelay, ${zone.entryDelay} s, counts before it.`, 'Leave one of the two out.')]
      : []),
    ...(zone.delay === 2 && !hasSecond
      ? [clash('delay', 'No mode of this partition has an entryDelay2.', 'Give one entryDelay2, or leave this out.')]
      : []),
    ...(zone.useEntryDelay === false && hasDelay
      ? [clash('useEntryDelay', 'It alarms at once and has an entry delay.', 'Leave one of the two out.')]
      : []),
    ...(zone.armOnClose && zone.useExitDelay === false
      ? [clash('armOnClose', 'Nobody leaves through it: useExitDelay is false.', 'Leave one of the two out.')]
      : []),
    ...(zone.allowOpen && zone.autoBypass
      ? [
          clash(
            'autoBypass',
            'With allowOpen it is watched once it closes; with autoBypass it is not.',
            'Leave one of the two out.',
          ),
        ]
      : []),
  ];
}
