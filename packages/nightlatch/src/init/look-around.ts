import type { Config } from '@nightlatch/assembly';
import { createSources } from '@nightlatch/assembly';
import type { Clock, DeviceDescription, Log, SourceSink } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';

/** Enough of quiet to believe that nothing more comes, and the longest look. */
const QUIET_MS = 1500;
const LONGEST_MS = 10_000;

/**
 * Starts sources for a few seconds, gathers what they describe, and stops them.
 *
 * @param progress Told of the number of devices each time that it grows.
 */
export async function lookAround(
  sources: Config['sources'],
  { log, progress, clock = systemClock }: { log: Log; progress: (devices: number) => void; clock?: Clock },
): Promise<readonly DeviceDescription[]> {
  const found = new Map<string, DeviceDescription>();
  const { promise: quiet, resolve: end } = Promise.withResolvers<void>();
  let silence = clock.after(QUIET_MS, end);
  const longest = clock.after(LONGEST_MS, end);
  // The clock's timers keep no process alive, and a simulated house has nothing else that would.
  const awake = setInterval(() => undefined, LONGEST_MS);
  const sink: SourceSink = {
    report(report) {
      if (report.type !== 'described') return;
      found.set(report.device.id, report.device);
      progress(found.size);
      silence.cancel();
      silence = clock.after(QUIET_MS, end);
    },
    keypad: () => undefined,
  };
  const started = createSources(sources, { log, clock });
  try {
    await Promise.all(started.map((source) => source.start(sink)));
    await quiet;
  } finally {
    silence.cancel();
    longest.cancel();
    clearInterval(awake);
    await Promise.all(started.map((source) => source.stop()));
  }
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
