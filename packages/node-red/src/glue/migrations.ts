import type { Migration } from './migrate.ts';

/** Version 1 of every node that watches something: the first that was released. */
const toVersion1: Migration = (fields) => ({ initial: true, own: true, ...fields });

export const WATCHER_MIGRATIONS: readonly Migration[] = [toVersion1];
