import type { Readable, Writable } from 'node:stream';

/** What the command line runs in: the process, or a test's stand-in. */
export interface CliHost {
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: NodeJS.ProcessEnv;
  cwd(): string;
}

/** 0: fine. 1: there are findings. 2: the configuration is invalid, or the command cannot run. */
export type ExitCode = 0 | 1 | 2;

/** Options that every command understands. */
export interface CommonOptions {
  readonly config?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** Writes a line for people or programs who asked for it. */
export function say(host: CliHost, text: string): void {
  host.stdout.write(`${text}\n`);
}

/** Writes a line about the work itself: progress, problems, advice. */
export function tell(host: CliHost, text: string): void {
  host.stderr.write(`${text}\n`);
}

/** Writes a value as JSON. */
export function sayJson(host: CliHost, value: unknown): void {
  say(host, JSON.stringify(value, null, 2));
}
