import type { CheckedConfig } from './cross-checks.ts';
import type { FoundProblem } from './explain-issue.ts';
import { stranger } from './stranger.ts';

/** Finds locks that two partitions have, slots of nobody, and locks that would never disarm for anybody. */
export function checkLocks({ partitions, users }: CheckedConfig): readonly FoundProblem[] {
  const names = users.map(({ name }) => name);
  const seen = new Map<string, string>();
  return partitions.flatMap(({ id, locks }, index) =>
    locks.flatMap((lock, place): FoundProblem[] => {
      const path = ['partitions', index, 'locks', place];
      const { device, unlockDisarms, users: slots } = lock;
      const owner = seen.get(device.toLowerCase());
      seen.set(device.toLowerCase(), id);
      const twice = { path, message: `"${device}" is a lock of "${owner}" already.`, remedy: 'Remove one.' };
      const idle = {
        path: [...path, 'unlockDisarms'],
        message: `Nobody is named who could disarm by opening "${device}".`,
        remedy: "Say whose the lock's own codes are: users: { 1: Ana }.",
      };
      return [
        ...(owner === undefined ? [] : [twice]),
        ...(unlockDisarms && Object.keys(slots).length === 0 ? [idle] : []),
        ...Object.entries(slots).flatMap(([slot, name]) =>
          names.includes(name) ? [] : [stranger([...path, 'users', slot], name, 'user', names)],
        ),
      ];
    }),
  );
}
