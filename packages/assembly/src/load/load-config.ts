import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConfigProblem } from '@nightlatch/model';
import { ConfigError } from '@nightlatch/model';
import type { Config } from '../schema/configuration-schema.ts';
import { configurationSchema } from '../schema/configuration-schema.ts';
import { configurationJsonSchema } from '../schema/json-schema.ts';
import type { ConfigText, KeyPath } from './config-text.ts';
import { parseConfigText, plainConfig } from './config-text.ts';
import { checkCodes } from './code-checks.ts';
import { crossCheck } from './cross-checks.ts';
import type { FoundProblem } from './explain-issue.ts';
import { explainIssue, valueAt } from './explain-issue.ts';
import { findNotes } from './find-notes.ts';
import { migrate } from './migrate.ts';
import type { UsedSecret } from './resolve-secrets.ts';
import { resolveSecrets } from './resolve-secrets.ts';
import { checkRole } from './role-checks.ts';
import { openSecrets } from './secrets.ts';

export interface LoadOptions {
  /** Variables in which secrets are looked for; the process's own by default. */
  readonly env?: NodeJS.ProcessEnv;
  /** Tells whether a user's code is in the database already, so that its secret may be gone. Nobody's by default. */
  readonly isEnrolled?: (user: string, isDuress: boolean) => boolean;
  /** What the file is called in problems; its path as it was given by default. */
  readonly shownAs?: string;
}

/** A configuration that can be used, and what is worth saying of it. */
export interface LoadedConfig {
  readonly config: Config;
  readonly file?: string;
  /** What is no mistake but may be one: a device that nothing has described yet, a migrated version. */
  readonly notes: readonly ConfigProblem[];
  readonly secrets: readonly UsedSecret[];
  /** The place of a key, for findings: the file and the line where there is a text. */
  readonly placeOf: (path: KeyPath) => Pick<ConfigProblem, 'file' | 'line' | 'key'>;
}

/**
 * Reads a YAML or JSON configuration, with the secrets of the environment or of `secrets.yaml` beside it.
 *
 * @throws ConfigError with every problem there is, each with file, line, key and remedy.
 */
export function loadConfig(file: string, options: LoadOptions = {}): LoadedConfig {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const isAbsent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const message = isAbsent ? 'There is no such file.' : 'The file cannot be read.';
    const remedy = isAbsent ? 'Make one with: nightlatch init' : 'Check its name and who owns it.';
    throw new ConfigError([{ file: options.shownAs ?? file, message, remedy }], { cause });
  }
  return load(parseConfigText(text, options.shownAs ?? file), file, options);
}

/**
 * Reads a configuration that a host has parsed already, such as Homebridge's block.
 *
 * @param file Where the host keeps it: `secrets.yaml` is looked for in the same folder.
 * @throws ConfigError with every problem there is, each with key and remedy.
 */
export function readConfig(value: unknown, options: LoadOptions & { readonly file?: string } = {}): LoadedConfig {
  return load(plainConfig(value, options.file), options.file, options);
}

/**
 * Reads a configuration that a host keeps as YAML or JSON text, such as a node of Node-RED: as `readConfig`, with lines.
 *
 * @param file Where paths in it are meant from, and beside which `secrets.yaml` is looked for.
 * @throws ConfigError with every problem there is, each with line, key and remedy.
 */
export function readConfigText(text: string, options: LoadOptions & { readonly file: string }): LoadedConfig {
  return load(parseConfigText(text, options.shownAs ?? options.file), options.file, options);
}

function load(
  text: ConfigText,
  file: string | undefined,
  { env = process.env, isEnrolled = () => false }: LoadOptions,
): LoadedConfig {
  const placeOf = placer(text);
  const place = ({ path, ...problem }: FoundProblem): ConfigProblem => ({ ...placeOf(path), ...problem });
  if (text.problems.length > 0) throw new ConfigError(text.problems);
  const migrated = migrate(text.value ?? {});
  if (migrated.problems.length > 0) {
    throw new ConfigError(migrated.problems.map((problem) => ({ ...placeOf(['version']), ...problem })));
  }
  const parsed = configurationSchema.safeParse(migrated.value);
  if (!parsed.success) {
    const schema = configurationJsonSchema();
    const found = parsed.error.issues.flatMap((issue) => explainIssue(issue, migrated.value, schema));
    throw new ConfigError(inOrder(once(found.map(place))));
  }
  const isDispensable = (path: KeyPath): boolean => isEnrolledCode(parsed.data, path, isEnrolled);
  const store = openSecrets(file === undefined ? undefined : resolve(file), env);
  const secrets = resolveSecrets(parsed.data, store, isDispensable);
  /* While the file of secrets cannot be read, each of its secrets is missing: one problem says it. */
  const missing = store.problems.length > 0 ? [] : secrets.problems;
  const config = secrets.value as Config;
  const found = [...checkRole(migrated.value), ...crossCheck(parsed.data), ...missing, ...checkCodes(config)];
  const problems = [...inOrder(found.map(place)), ...store.problems];
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    config,
    ...(text.file === undefined ? {} : { file: text.file }),
    notes: [
      ...migrated.changes.map((message) => ({ ...placeOf(['version']), message })),
      ...findNotes(config).map(place),
    ],
    secrets: secrets.used,
    placeOf,
  };
}

function isEnrolledCode(config: unknown, path: KeyPath, isEnrolled: NonNullable<LoadOptions['isEnrolled']>): boolean {
  const [part, index, kind] = path;
  const name = valueAt(config, ['users', index ?? '', 'name']);
  return part === 'users' && path.length === 3 && typeof name === 'string' && isEnrolled(name, kind === 'duress');
}

/** Two rules of one key may say the same of a value. */
function once(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function inOrder(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function placer(text: ConfigText): LoadedConfig['placeOf'] {
  return (path) => {
    const line = text.lineOf(path);
    return {
      ...(text.file === undefined ? {} : { file: text.file }),
      ...(line === undefined ? {} : { line }),
      ...(path.length === 0 ? {} : { key: path.map(String).join('.') }),
    };
  };
}
