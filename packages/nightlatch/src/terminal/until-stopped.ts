/** Waits for Ctrl-C or a request to end. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Resolves with the signal's name. */
  readonly stopped: Promise<string>;
  /** Gives the signals back to Node. */
  release(): void;
}

/** Begins to listen for Ctrl-C, SIGTERM and SIGHUP. */
export function untilStopped(): Stop {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<string>();
  const stop = (signal: NodeJS.Signals): void => {
    controller.abort();
    resolve(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    stopped: promise,
    release: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
