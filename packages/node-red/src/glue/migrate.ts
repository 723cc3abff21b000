import { ConfigError } from '@nightlatch/model';

/** A node's own keys as a flow holds them. */
export type NodeFields = Readonly<Record<string, unknown>>;

/** One step: what a node of version `n` becomes in version `n + 1`, `n` being its place in the list, from 0. */
export type Migration = (fields: NodeFields) => NodeFields;

/**
 * Brings the fields of a node to the present version, step by step, so that flows saved long ago go on as they are.
 *
 * A flow without a version is of version 0, as one typed by hand may be. The editor saves the new fields when the node
 * is next edited; until then they are brought up at each start.
 *
 * @param migrations One step for each version there was; the present version is their number.
 * @throws ConfigError when the flow was saved by a later version of this package.
 */
export function migrateFields(fields: NodeFields, migrations: readonly Migration[]): NodeFields {
  const { version = 0 } = fields;
  const isVersion = typeof version === 'number' && Number.isSafeInteger(version) && version >= 0;
  if (!isVersion || version > migrations.length) {
    const remedy = 'Update @nightlatch/node-red, or make the node anew.';
    throw new ConfigError([
      { key: 'version', message: 'The node was saved by a later version of its package.', remedy },
    ]);
  }
  const present = migrations.slice(version).reduce((now, migrate) => migrate(now), fields);
  return { ...present, version: migrations.length };
}
