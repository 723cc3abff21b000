import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a process prints, line by line. */
export interface ChildOutput {
  /** Every line it has printed. */
  readonly log: readonly string[];
  /** Waits for a line, also one that was printed already. @returns The line. */
  printed(pattern: RegExp, timeoutMs?: number): Promise<string>;
}

/** Reads what a process prints. `name` stands in the errors. */
export function follow(child: ChildProcess, name: string): ChildOutput {
  const log: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.push(line);
      for (const look of waiting) look(line);
    });
  }
  return {
    log,
    printed: (pattern, timeoutMs = 10_000) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const look = (line: string): void => {
        if (pattern.test(line)) resolve(line);
      };
      const fail = (why: string): void => reject(new Error(`${why} before ${String(pattern)}:\n${log.join('\n')}`));
      const exited = (): void => fail(`${name} ended`);
      const timer = setTimeout(() => fail(`${timeoutMs} ms passed`), timeoutMs);
      waiting.add(look);
      child.once('exit', exited);
      log.forEach(look);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
        child.off('exit', exited);
      });
    },
  };
}
