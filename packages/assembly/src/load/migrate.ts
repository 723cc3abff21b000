import type { ConfigProblem } from '@nightlatch/model';
import { CONFIG_VERSION } from '../schema/configuration-schema.ts';

/** Turns a configuration of one version into the next version's shape. */
export interface Migration {
  readonly from: number;
  /** What changed, for the log. */
  readonly change: string;
  migrate(config: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Every migration there has been, oldest first. */
export const MIGRATIONS: readonly Migration[] = [];

export interface Migrated {
  readonly value: unknown;
  /** What was changed on the way; empty for a file of today. */
  readonly changes: readonly string[];
  readonly problems: readonly ConfigProblem[];
}

/**
 * Brings a configuration to today's version. One without a `version` is of version 1. The file is never written to.
 */
export function migrate(value: unknown, migrations = MIGRATIONS, target: number = CONFIG_VERSION): Migrated {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { value, changes: [], problems: [] };
  let config = value as Record<string, unknown>;
  const version = config['version'] ?? 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return problem(value, `${JSON.stringify(version)} is no version.`, `Write version: ${target}, or leave it out.`);
  }
  if (version > target) {
    const message = `This file is of version ${version}; this release knows versions up to ${target}.`;
    return problem(value, message, 'Update Nightlatch, or use an older copy of the file.');
  }
  const steps = migrations.filter(({ from }) => from >= version && from < target);
  for (const step of steps) config = { ...step.migrate(config), version: step.from + 1 };
  return { value: config, changes: steps.map(({ change }) => change), problems: [] };
}

function problem(value: unknown, message: string, remedy: string): Migrated {
  return { value, changes: [], problems: [{ key: 'version', message, remedy }] };
}
