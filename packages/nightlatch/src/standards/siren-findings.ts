import type { PartitionSettings, SirenSettings } from '@nightlatch/assembly';
import { sirenCalled } from '@nightlatch/assembly';
import { HAZARD_OF } from '@nightlatch/model';
import type { Hazard } from '@nightlatch/model';
import { asks, FIGURES, isKept } from './figures.ts';
import type { Finding } from './finding.ts';

/** Finds hazards that are watched for and sound nowhere, and sirens whose own time is too short or means nothing. */
export function judgeSirens(partition: PartitionSettings, path: Finding['path']): readonly Finding[] {
  const { sirens = [] } = partition;
  if (sirens.length === 0) return [];
  return [
    ...watchedHazards(partition)
      .filter(([hazard]) => !sirens.some((siren) => soundsFor(siren, hazard)))
      .map(([hazard, zone]) => ({
        path,
        message: `No siren sounds for ${hazard}, which "${zone}" watches for.`,
        figure: 'A warning device of 2 to 15 min: EN 50131.',
        remedy: `Add ${hazard} to the hazards of a siren, or leave them out.`,
      })),
    ...sirens.flatMap((siren, place) => judgeTime(siren, partition, [...path, place, 'maxSeconds'])),
  ];
}

/** Hazards that ought to sound, each with the first of the zones that watch for it. */
function watchedHazards({ zones = [], hazards }: PartitionSettings): readonly (readonly [Hazard, string])[] {
  const first = new Map<Hazard, string>();
  for (const { type, name, device } of zones) {
    const hazard = HAZARD_OF[type];
    if (type !== 'silent-panic' && !isQuiet(hazards, hazard) && !first.has(hazard)) first.set(hazard, name ?? device);
  }
  return [...first];
}

function isQuiet(hazards: PartitionSettings['hazards'], hazard: Hazard): boolean {
  const settings = hazards as Readonly<Partial<Record<Hazard, { readonly siren?: boolean }>>>;
  return settings[hazard]?.siren === false;
}

function soundsFor(siren: SirenSettings, hazard: Hazard): boolean {
  return typeof siren === 'string' || (siren.hazards ?? [hazard]).includes(hazard);
}

function judgeTime(siren: SirenSettings, partition: PartitionSettings, path: Finding['path']): readonly Finding[] {
  if (typeof siren === 'string' || siren.maxSeconds === undefined) return [];
  const { maxSeconds } = siren;
  if (!isKept(FIGURES.siren, maxSeconds)) {
    const message = `"${sirenCalled(siren)}" sounds for ${maxSeconds} s.`;
    return [{ path, message, figure: asks(FIGURES.siren), remedy: 'Use 180, or leave it out.' }];
  }
  const longest = Math.max(partition.sirenSeconds, ...Object.values(partition.hazards).map(secondsOf));
  if (maxSeconds < longest) return [];
  return [
    {
      path,
      message: `"${sirenCalled(siren)}" never sounds for as long as ${maxSeconds} s: every siren stops after ${longest} s.`,
      figure: 'What is written is so: a rule of our own.',
      remedy: 'Raise sirenSeconds, and give the other sirens their maxSeconds, or leave this out.',
    },
  ];
}

function secondsOf(hazard: object): number {
  return 'sirenSeconds' in hazard && typeof hazard.sirenSeconds === 'number' ? hazard.sirenSeconds : 0;
}
