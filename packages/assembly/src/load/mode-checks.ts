import { modeNames, planModes } from '../plan/modes.ts';
import type { CheckedConfig } from './cross-checks.ts';
import type { FoundProblem } from './explain-issue.ts';
import { stranger } from './stranger.ts';

type Modes = CheckedConfig['partitions'][number]['modes'];

/** Finds modes of a partition that fall to no mode, or have no exit delay that could tell whether somebody left. */
export function checkModes(modes: Modes, path: FoundProblem['path']): readonly FoundProblem[] {
  const names = modeNames(modes);
  const planned = planModes(modes);
  return Object.entries(modes).flatMap(([mode, settings]) => {
    const stay = settings === false ? undefined : settings.autoStay;
    if (stay === undefined || stay === false) return [];
    const at = [...path, mode, 'autoStay'];
    if (!names.includes(stay)) return [stranger(at, stay, 'mode of this partition', names)];
    if (stay === mode)
      return [{ path: at, message: `It falls to itself.`, remedy: 'Name the mode for staying in, or use false.' }];
    if (planned[mode]?.exitDelaySeconds !== 0) return [];
    const message = 'It has no exit delay in which somebody could leave.';
    return [{ path: at, message, remedy: 'Give it an exitDelay, or leave this out.' }];
  });
}
