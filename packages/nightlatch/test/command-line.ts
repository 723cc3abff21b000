import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BIN = join(import.meta.dirname, '../bin/nightlatch.js');

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder of one's own, in which the command runs as a user would run it. */
export class CommandLine {
  readonly folder = mkdtempSync(join(tmpdir(), 'nightlatch-cli-'));
  readonly #running = new Set<ChildProcess>();

  /** Runs a command to its end. */
  async run(
    args: readonly string[],
    { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Ended> {
    const child = this.begin(args, env);
    child.process.stdin?.end(input);
    return await child.ended;
  }

  /** Begins a command that runs on. */
  begin(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--disable-warning=ExperimentalWarning', BIN, ...args],
      {
        cwd: this.folder,
        env: { PATH: process.env['PATH'], HOME: this.folder, USER: 'ana', TZ: 'UTC', ...env },
      },
    );
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return new Running(child);
  }

  /** Ends what still runs and removes the folder. */
  clear(): void {
    for (const child of this.#running) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A command under way. */
export class Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  #out = '';
  #err = '';
  #waiting: (() => void)[] = [];

  constructor(child: ChildProcess) {
    this.process = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#out += text;
      for (const look of this.#waiting) look();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#err += text;
    });
    this.ended = new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, out: this.#out, err: this.#err }));
    });
  }

  /** Waits until the output holds a text. */
  wrote(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.#out.includes(text)) resolve();
      };
      this.#waiting.push(look);
      look();
      void this.ended.then(({ code, err }) =>
        reject(new Error(`It ended with ${code} before it wrote "${text}": ${err}`)),
      );
    });
  }
}
