import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigProblem } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { parseConfigText } from './config-text.ts';

/** Where the texts of secrets come from. */
export interface SecretStore {
  find(name: string): SecretText | undefined;
  /** Where a secret was found, or would have to be put. */
  placeOf(name: string): 'environment' | 'file' | undefined;
  readonly file: string | undefined;
  readonly problems: readonly ConfigProblem[];
}

export const SECRETS_FILE = 'secrets.yaml';

/** The variable that holds a secret: `NIGHTLATCH_SECRET_ANA_CODE` for `ana-code`. */
export function secretVariable(name: string): string {
  return `NIGHTLATCH_SECRET_${name.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Opens the secrets beside a configuration. The environment comes before the file.
 *
 * A file that others of this machine may read is a problem and is not read; its content shows in no problem.
 */
export function openSecrets(configFile: string | undefined, env: NodeJS.ProcessEnv): SecretStore {
  const file = configFile === undefined ? undefined : join(dirname(configFile), SECRETS_FILE);
  const { values, problems } = file === undefined ? EMPTY : readSecretsFile(file);
  const fromEnv = (name: string): string | undefined => env[secretVariable(name)];
  return {
    file,
    problems,
    find(name) {
      const text = fromEnv(name) ?? values.get(name);
      return text === undefined ? undefined : new SecretText(text);
    },
    placeOf(name) {
      if (fromEnv(name) !== undefined) return 'environment';
      return values.has(name) ? 'file' : undefined;
    },
  };
}

const EMPTY = { values: new Map<string, string>(), problems: [] as readonly ConfigProblem[] };

function readSecretsFile(file: string): typeof EMPTY {
  let text;
  try {
    const { mode } = statSync(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const message = `Others on this machine may read it (mode ${(mode & 0o777).toString(8)}).`;
      return { ...EMPTY, problems: [{ file, message, remedy: `Run: chmod 600 ${file}` }] };
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return EMPTY;
    return { ...EMPTY, problems: [{ file, message: 'It cannot be read.', remedy: 'Check who owns it.' }] };
  }
  return readValues(text, file);
}

/** Reads `name: text` lines. A number is taken as it is written, so that 0471 keeps its zero. */
function readValues(text: string, file: string): typeof EMPTY {
  const parsed = parseConfigText(text, file, { isTextOnly: true });
  if (parsed.problems.length > 0) {
    /* The parser's own words may quote the line. */
    const lines = parsed.problems.map(({ line }) => line);
    const message = 'This line cannot be read.';
    const remedy = 'Write one secret a line: name: "text".';
    return {
      ...EMPTY,
      problems: lines.map((line) => ({ file, ...(line === undefined ? {} : { line }), message, remedy })),
    };
  }
  const values = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const [name, value] of Object.entries((parsed.value ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string' && value !== '') values.set(name, value);
    else problems.push(notText(name, file, parsed.lineOf([name])));
  }
  return { values, problems };
}

function notText(key: string, file: string, line: number | undefined): ConfigProblem {
  const place = line === undefined ? { file, key } : { file, line, key };
  return { ...place, message: 'This is not a text.', remedy: `Write ${key}: "text".` };
}
