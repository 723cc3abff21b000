import type { CodelessCommand } from '@nightlatch/alarm';
import type { HomeSnapshot } from '@nightlatch/model';
import { CODE_SHAPE } from './codes/code-shape.ts';

/** What stands in the journal, and is told, in place of a code that was typed where a name belongs. */
export const MASK = '****';

const NAMES = ['partition', 'mode', 'zone', 'device'] as const;

/**
 * Masks what looks like a code where a command names a partition, a mode, a zone or a device, unless the home has one of
 * that name: a code in the wrong field must not end up in the journal and in the event that tells of the refusal.
 */
export function withoutMisplacedCode(command: CodelessCommand, { partitions }: HomeSnapshot): CodelessCommand {
  const fields: Record<string, unknown> = { ...command };
  const misplaced = NAMES.filter((name) => isCode(fields[name]));
  if (misplaced.length === 0) return command;
  const views = [...partitions.values()];
  const known = new Set(views.flatMap(({ id, zones }) => [id, ...zones.map((zone) => zone.name)]));
  for (const name of misplaced) if (!known.has(String(fields[name]))) fields[name] = MASK;
  return fields as unknown as CodelessCommand;
}

function isCode(value: unknown): boolean {
  return typeof value === 'string' && CODE_SHAPE.test(value);
}
