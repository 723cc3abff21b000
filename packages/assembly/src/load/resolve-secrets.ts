import { isSecretRef } from '../schema/secret.ts';
import type { KeyPath } from './config-text.ts';
import type { FoundProblem } from './explain-issue.ts';
import type { SecretStore } from './secrets.ts';
import { secretVariable } from './secrets.ts';

/** A secret that was found, by where it is used. */
export interface UsedSecret {
  readonly name: string;
  readonly path: KeyPath;
  readonly place: 'environment' | 'file';
}

export interface ResolvedSecrets {
  readonly value: unknown;
  readonly used: readonly UsedSecret[];
  readonly problems: readonly FoundProblem[];
}

/**
 * Puts the texts of secrets in the place of their names, everywhere in a configuration.
 *
 * @param isDispensable Tells of a missing secret that it is not needed: its code is in the database already.
 */
export function resolveSecrets(
  value: unknown,
  store: SecretStore,
  isDispensable: (path: KeyPath) => boolean,
): ResolvedSecrets {
  const used: UsedSecret[] = [];
  const problems: FoundProblem[] = [];
  const visit = (at: unknown, path: KeyPath): unknown => {
    if (Array.isArray(at)) return at.map((item: unknown, index) => visit(item, [...path, index]));
    if (typeof at !== 'object' || at === null) return at;
    if (!isSecretRef(at)) {
      const entries = Object.entries(at).map(([key, item]) => [key, visit(item, [...path, key])] as const);
      return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
    }
    const text = store.find(at.secret);
    const place = store.placeOf(at.secret);
    if (place) used.push({ name: at.secret, path, place });
    else if (!isDispensable(path)) problems.push(missing(at.secret, path, store));
    return text;
  };
  return { value: visit(value, []), used, problems };
}

function missing(name: string, path: KeyPath, { file }: SecretStore): FoundProblem {
  const inFile = file === undefined ? '' : ` or the line ${name}: "…" in ${file}`;
  const isCode = path[0] === 'users';
  return {
    path,
    message: `The secret "${name}" is nowhere to be found.`,
    remedy: `Set ${secretVariable(name)} in the environment${inFile}${isCode ? '; or enrol the code with: nightlatch codes add' : ''}.`,
  };
}
