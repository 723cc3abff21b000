import type { InstantForm } from './decision-line.ts';
import type { AlarmCount, Tally } from './tally.ts';

/** What a recording came to, as the last line of a replay says it. Durations are hours or seconds, as named. */
export interface Summary {
  readonly type: 'summary';
  readonly from?: string | number;
  readonly to?: string | number;
  readonly lines: number;
  readonly armedHours: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly alarms: readonly AlarmCount[];
  readonly refusals: Readonly<Record<string, number>>;
  readonly troubles: Readonly<Record<string, number>>;
  readonly chimes: number;
  readonly blind: { readonly stops: number; readonly seconds: number; readonly armedSeconds: number };
  readonly devices: number;
  /** Devices that no zone names: whatever they did decided nothing. */
  readonly unwatchedDevices: number;
  /** Events and commands that came while the hub was stopped. */
  readonly unseen: number;
}

export interface SummaryParts {
  readonly tally: Tally;
  readonly form: InstantForm;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly lines: number;
  readonly devices: number;
  readonly unwatchedDevices: number;
  readonly unseen: number;
}

/** Sums up. */
export function summarise({ tally, form, from, to, ...counts }: SummaryParts): Summary {
  return {
    type: 'summary',
    ...(from === undefined ? {} : { from: form(from) }),
    ...(to === undefined ? {} : { to: form(to) }),
    lines: counts.lines,
    armedHours: Object.fromEntries(
      [...tally.armedMs].map(([partition, modes]) => [
        partition,
        Object.fromEntries([...modes].map(([mode, ms]) => [mode, round(ms / 3_600_000)])),
      ]),
    ),
    alarms: tally.alarmCounts,
    refusals: Object.fromEntries(tally.refusals),
    troubles: Object.fromEntries(tally.troubles),
    chimes: tally.chimes,
    blind: {
      stops: tally.stops,
      seconds: round(tally.blindMs / 1000),
      armedSeconds: round(tally.blindArmedMs / 1000),
    },
    devices: counts.devices,
    unwatchedDevices: counts.unwatchedDevices,
    unseen: counts.unseen,
  };
}

/** To the nearest hundredth. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
