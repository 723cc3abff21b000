import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { NightlatchError } from '@nightlatch/model';

const START_MS = 30_000;
const STOP_MS = 8_000;

/**
 * Runs inside a program's process and ends it when we are gone, however we went: it would live on without its hub.
 * The channel to us must not keep that process alive when it ends by itself.
 */
const GUARD = [
  `process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));`,
  `process.channel.unref();`,
].join('');

/** What `--import` is given in a program's process; it needs an `ipc` channel to us. */
export const GUARD_MODULE = `data:text/javascript,${encodeURIComponent(GUARD)}`;

export interface ReadyOptions {
  /** What the program is called, in errors. */
  readonly name: string;
  /** The line by which it says that it is ready. */
  readonly line: RegExp;
  /** Where everything that it says is kept. */
  readonly log: string;
}

/** Resolves when a program says that it is ready. @throws NightlatchError when it ends before, or says nothing. */
export async function ready(child: ChildProcess, { name, line, log }: ReadyOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: string): void => {
    reject(new NightlatchError(`${name.toLowerCase()}-failed`, `${name} did not start: ${why}. Read ${log}.`));
  };
  const timer = setTimeout(() => fail(`${START_MS / 1_000} s went by`), START_MS);
  const ended = (code: number | null): void => fail(`it ended with ${code ?? 'a signal'}`);
  const failed = (error: Error): void => fail(error.message);
  child.once('exit', ended).once('error', failed);
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (said) => {
      if (line.test(said)) resolve();
    });
  }
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    child.off('exit', ended).off('error', failed);
  }
}

/** Asks a program to end, and after eight seconds no longer asks. */
export async function endChild(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(timer);
}
