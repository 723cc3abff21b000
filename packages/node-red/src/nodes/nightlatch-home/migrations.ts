import type { Migration } from '../../glue/migrate.ts';

/** Version 1: the first that was released. A home typed by hand joins a hub unless it says that it is one. */
const toVersion1: Migration = (fields) => ({ role: 'join', client: 'node-red', ...fields });

export const HOME_MIGRATIONS: readonly Migration[] = [toVersion1];
