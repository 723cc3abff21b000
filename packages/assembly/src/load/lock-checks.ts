import type { CheckedConfig } from './cross-checks.ts';
import type { FoundProblem } from './explain-issue.ts';
import { stranger } from './stranger.ts';

/** Finds locks that two partitions have, and slots of nobody. A lock without any may have some by enrolment. */
export function checkLocks({ partitions, users }: CheckedConfig): readonly FoundProblem[] {
  const names = users.map(({ name }) => name);
  const seen = new Map<string, string>();
  return partitions.flatMap(({ id, locks }, index) =>
    locks.flatMap((lock, place): FoundProblem[] => {
      const path = ['partitions', index, 'locks', place];
      const { device, users: slots } = lock;
      const owner = seen.get(device.toLowerCase());
      seen.set(device.toLowerCase(), id);
      const twice = { path, message: `"${device}" is a lock of "${owner}" already.`, remedy: 'Remove one.' };
      return [
        ...(owner === undefined ? [] : [twice]),
        ...Object.entries(slots).flatMap(([slot, name]) =>
          names.includes(name) ? [] : [stranger([...path, 'users', slot], name, 'user', names)],
        ),
      ];
    }),
  );
}
