import { uptime } from 'node:os';
import type { Clock } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';

/** The machine's own time, with the time in which it slept. */
export const nodeClock: Clock = { ...systemClock, sinceBoot: () => uptime() * 1000 };
