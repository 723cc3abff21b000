import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { Log } from '@nightlatch/model';

/**
 * Writes a file that nobody else may read, whole or not at all: an old one stays until the new one is on the disk. A copy
 * that proves itself is written before it.
 */
export function writePrivateFile(file: string, text: string): void {
  write(copyOf(file), `${proofOf(text)}\n${text}`);
  write(file, text);
}

/**
 * Reads what was written last: the file, or its copy where a disk has spoilt the file.
 *
 * @returns Undefined where there is no such file. Its copy is then nobody's: who deletes a file wants it gone.
 */
export function readPrivateFile(file: string, log?: Log): string | undefined {
  const text = read(file);
  if (text === undefined) return undefined;
  const copied = read(copyOf(file)) ?? '';
  const [proof = ''] = copied.split('\n', 1);
  const copy = copied.slice(proof.length + 1);
  if (proof !== proofOf(copy) || copy === text) return text;
  log?.warn(`${file} is not as it was written last: its copy is taken, and nothing is lost. Look after the disk.`);
  return copy;
}

function copyOf(file: string): string {
  return `${file}.copy`;
}

function proofOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function write(file: string, text: string): void {
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(fresh, file);
}
