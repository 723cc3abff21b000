import { sirenCalled } from '../plan/plan-sirens.ts';
import type { CheckedConfig } from './cross-checks.ts';
import { deviceKey } from './device-names.ts';
import type { FoundProblem } from './explain-issue.ts';

type Partition = CheckedConfig['partitions'][number];

/** Finds sirens that are listed twice and differ, and hazards of theirs that sound nowhere in the partition. */
export function checkSirens(
  { sirens = [], hazards }: Partition,
  path: FoundProblem['path'],
  { devices }: CheckedConfig,
): readonly FoundProblem[] {
  const keys = sirens.map((siren) => deviceKey(sirenCalled(siren), devices));
  const isQuiet = (hazard: string): boolean =>
    (hazards as Readonly<Record<string, { readonly siren?: boolean } | undefined>>)[hazard]?.siren === false;
  return sirens.flatMap((siren, place): readonly FoundProblem[] => {
    const same = keys.flatMap((key, other) => (key === keys[place] ? (sirens[other] ?? []) : []));
    const isTwice = keys.indexOf(keys[place] ?? '') < place && same.some((other) => typeof other !== 'string');
    const twice = {
      path: [...path, place],
      message: `"${sirenCalled(siren)}" is there twice.`,
      remedy: 'Remove one of the two.',
    };
    const quiet = (typeof siren === 'string' ? [] : (siren.hazards ?? [])).flatMap((hazard, index) =>
      isQuiet(hazard)
        ? [
            {
              path: [...path, place, 'hazards', index],
              message: `${hazard} sounds no siren here: hazards.${hazard}.siren is false.`,
              remedy: 'Leave one of the two out.',
            },
          ]
        : [],
    );
    return [...(isTwice ? [twice] : []), ...quiet];
  });
}
