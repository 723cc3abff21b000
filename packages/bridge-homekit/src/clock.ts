import type { Clock } from '@nightlatch/model';

/** The machine's time, for hosts that bring no clock of their own. Its timers keep no process alive. */
export const machineClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs).unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
