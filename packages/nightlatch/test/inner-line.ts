import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCli } from '../src/run-cli.ts';
import type { Ended } from './command-line.ts';

/** Runs commands within this process: as a user would, but without waiting for a Node to start. */
export class InnerLine {
  readonly folder = mkdtempSync(join(tmpdir(), 'nightlatch-cli-'));

  /** Writes a file into the folder in which commands run. */
  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs a command to its end. */
  async run(
    args: readonly string[],
    { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Ended> {
    const out = new Gathered();
    const err = new Gathered();
    const code = await runCli(args, {
      stdin: Readable.from([Buffer.from(input)], { objectMode: false }),
      stdout: out,
      stderr: err,
      env,
      cwd: () => this.folder,
    });
    return { code, out: out.text, err: err.text };
  }

  /** Removes the folder. */
  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

class Gathered extends Writable {
  text = '';

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
