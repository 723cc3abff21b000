import type { Clock } from '@nightlatch/model';

/** The longest delay that Node's timers take; a longer wait is made of several. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, callback) {
    let timer: NodeJS.Timeout;
    const arm = (left: number): void => {
      const step = Math.min(Math.max(left, 0), MAX_TIMER_MS);
      timer = setTimeout(() => (left > step ? arm(left - step) : callback()), step);
    };
    arm(delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
