import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '@nightlatch/model';

/**
 * Reads the file that a certificate or key is in, from the configuration's folder; one that stands in the configuration
 * itself is taken as it is.
 *
 * @throws ConfigError naming the key and the file.
 */
export function readPem(path: string, key: string, file: string | undefined): string {
  if (path.startsWith('-----BEGIN ')) return path;
  const from = file === undefined ? process.cwd() : dirname(resolve(file));
  try {
    return readFileSync(resolve(from, path), 'utf8');
  } catch (cause) {
    const problem = { key, message: `The file ${path} cannot be read.`, remedy: 'Check its name and who owns it.' };
    throw new ConfigError([{ ...(file === undefined ? {} : { file }), ...problem }], { cause });
  }
}
