import type { Home, HomeChange } from '@nightlatch/model';

/** Resolves once a home is as asked; looks at each change. Rejects with what it is like after five seconds. */
export function until(
  home: Pick<Home, 'changes' | 'snapshot'>,
  isSo: (home: Pick<Home, 'snapshot'>) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      subscription.unsubscribe();
      reject(new Error(`The home did not become as asked; its link is ${home.snapshot.link}.`));
    }, 5000);
    const look = (): void => {
      if (!isSo(home)) return;
      clearTimeout(late);
      subscription.unsubscribe();
      resolve();
    };
    const subscription = home.changes.subscribe(look);
    look();
  });
}

/** Resolves once a home's link is `online` or `unknown`. */
export function linked(home: Pick<Home, 'changes' | 'snapshot'>, to: 'online' | 'unknown' = 'online'): Promise<void> {
  return until(home, ({ snapshot }) => snapshot.link === to);
}

/** Keeps the changes of a home from now on. */
export function record(home: Pick<Home, 'changes'>): HomeChange[] {
  const changes: HomeChange[] = [];
  home.changes.subscribe((change) => changes.push(change));
  return changes;
}
