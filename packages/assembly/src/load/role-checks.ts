import type { FoundProblem } from './explain-issue.ts';

/** Parts that only the process that runs the home may have. */
const HOST_ONLY = ['sources', 'devices', 'partitions', 'master', 'users', 'silent', 'policy', 'journal'];

/** Finds parts that mean nothing where the home runs elsewhere. @param raw The configuration before defaults. */
export function checkRole(raw: unknown): readonly FoundProblem[] {
  const config = raw as { link?: { role?: unknown } } & Readonly<Record<string, unknown>>;
  if (config?.link?.role !== 'join') return [];
  return HOST_ONLY.filter((key) => config[key] !== undefined).map((key) => ({
    path: [key],
    message: 'This belongs in the configuration of the host, which the link joins.',
    remedy: 'Remove it here, or set link.role to host.',
  }));
}
