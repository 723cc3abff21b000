import type { Migration } from './migrate.ts';

/** Version 1 of every node that watches something: the first that was released. */
const toVersion1: Migration = (fields) => ({ initial: true, own: true, ...fields });

/** Version 2 of the nodes that take messages: the payload was all that they took. */
const toVersion2: Migration = (fields) => ({ input: 'payload', inputType: 'msg', ...fields });

export const WATCHER_MIGRATIONS: readonly Migration[] = [toVersion1];
export const COMMANDER_MIGRATIONS: readonly Migration[] = [toVersion1, toVersion2];
