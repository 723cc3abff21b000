import { modeNames } from '../plan/modes.ts';
import { zonedInstant } from '../plan/zoned-instant.ts';
import type { CheckedConfig } from './cross-checks.ts';
import type { FoundProblem } from './explain-issue.ts';
import { stranger } from './stranger.ts';

type User = Omit<CheckedConfig['users'][number], 'code' | 'duress'>;
type Places = { readonly partitions: readonly Pick<CheckedConfig['partitions'][number], 'id' | 'modes'>[] };

/** Finds what nobody can be permitted: in partitions and modes that are not there, on days that never come. */
export function checkUser(user: User, index: number, { partitions }: Places): readonly FoundProblem[] {
  const at = ['users', index] as const;
  const { partitions: own, modes = [] } = user;
  const ids = partitions.map(({ id }) => id);
  const theirs = partitions.filter(({ id }) => own?.includes(id) ?? true);
  const names = [...new Set(theirs.flatMap((partition) => modeNames(partition.modes)))];
  return [
    ...(own ?? []).flatMap((id, place) =>
      ids.includes(id) ? [] : [stranger([...at, 'partitions', place], id, 'partition', ids)],
    ),
    ...modes.flatMap((mode, place) =>
      names.includes(mode) ? [] : [stranger([...at, 'modes', place], mode, 'mode of their partitions', names)],
    ),
    ...checkDays(user, at),
  ];
}

function checkDays({ from, until }: User, at: FoundProblem['path']): readonly FoundProblem[] {
  const begin = from === undefined ? -Infinity : zonedInstant(from, 'UTC');
  const end = until === undefined ? Infinity : zonedInstant(until, 'UTC', { isEnd: true });
  const never = (key: string, day: string | undefined): FoundProblem => ({
    path: [...at, key],
    message: `"${day}" is no day of any calendar.`,
    remedy: 'Write a day, or a day and a time: 2026-12-24, 2026-12-24 18:00.',
  });
  if (begin === undefined) return [never('from', from)];
  if (end === undefined) return [never('until', until)];
  if (begin < end) return [];
  return [{ path: [...at, 'until'], message: 'It ends before it begins.', remedy: `Use a day after ${from}.` }];
}
