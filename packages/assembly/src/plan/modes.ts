import type { ModeConfig } from '@nightlatch/alarm';
import { ARM_MODES } from '@nightlatch/model';

/** What a partition may say of a mode; `false` takes it away. */
export type ModeSettings = false | { readonly exitDelay?: number; readonly entryDelay?: number };

/** Seconds to leave, where nothing else is said. @see ANSI/SIA CP-01, exit time: 60 s by default, 45–255 s */
export const EXIT_DELAY_SECONDS = 60;
/** Seconds to disarm. @see ANSI/SIA CP-01, entry delay: 30 s by default, 30–240 s; EN 50131: at most 45 s */
export const ENTRY_DELAY_SECONDS = 30;
/** Modes in which the household stays in: nobody leaves, so nobody needs time to. */
const STAYING: readonly string[] = ['home', 'night'];

/** Lists the modes of a partition: the four everyone knows, with its own, without those taken away. */
export function modeNames(modes: Readonly<Record<string, ModeSettings>>): readonly string[] {
  const all = [...ARM_MODES, ...Object.keys(modes).filter((mode) => !ARM_MODES.includes(mode))];
  return all.filter((mode) => modes[mode] !== false);
}

/** Fills in the delays of every mode. */
export function planModes(modes: Readonly<Record<string, ModeSettings>>): Readonly<Record<string, ModeConfig>> {
  return Object.fromEntries(
    modeNames(modes).map((mode) => {
      const { exitDelay, entryDelay = ENTRY_DELAY_SECONDS } = modes[mode] || {};
      const exitDelaySeconds = exitDelay ?? (STAYING.includes(mode) ? 0 : EXIT_DELAY_SECONDS);
      return [mode, { exitDelaySeconds, entryDelaySeconds: entryDelay }];
    }),
  );
}
