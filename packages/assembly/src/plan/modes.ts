import type { ModeConfig } from '@nightlatch/alarm';
import { ARM_MODES } from '@nightlatch/model';

/** What a partition may say of a mode; `false` takes it away. */
export type ModeSettings =
  | false
  | {
      readonly exitDelay?: number;
      readonly entryDelay?: number;
      readonly entryDelay2?: number;
      readonly autoStay?: string | false;
      readonly silent?: boolean;
    };

/** Seconds to leave, where nothing else is said. @see ANSI/SIA CP-01, exit time: 60 s by default, 45–255 s */
export const EXIT_DELAY_SECONDS = 60;
const LONGEST_EXIT_SECONDS = 255;
/** Seconds to disarm. @see ANSI/SIA CP-01, entry delay: 30 s by default, 30–240 s; EN 50131: at most 45 s */
export const ENTRY_DELAY_SECONDS = 30;
/** Modes in which the household stays in: nobody leaves, so nobody needs time to. */
const STAYING: readonly string[] = ['home', 'night'];

/** Lists the modes of a partition: the four everyone knows, with its own, without those taken away. */
export function modeNames(modes: Readonly<Record<string, ModeSettings>>): readonly string[] {
  const all = [...ARM_MODES, ...Object.keys(modes).filter((mode) => !ARM_MODES.includes(mode))];
  return all.filter((mode) => modes[mode] !== false);
}

/** Fills in what every mode is. */
export function planModes(modes: Readonly<Record<string, ModeSettings>>): Readonly<Record<string, ModeConfig>> {
  const names = modeNames(modes);
  return Object.fromEntries(
    names.map((mode) => {
      const { entryDelay = ENTRY_DELAY_SECONDS, entryDelay2, autoStay, silent = false } = modes[mode] || {};
      const exitDelaySeconds = exitSeconds(mode, modes[mode] || {});
      const stay = autoStay ?? (mode === 'away' && names.includes('home') ? 'home' : false);
      return [
        mode,
        {
          exitDelaySeconds,
          entryDelaySeconds: entryDelay,
          ...(entryDelay2 === undefined ? {} : { secondEntryDelaySeconds: entryDelay2 }),
          ...(stay === false || exitDelaySeconds === 0 ? {} : { autoStay: stay }),
          ...(silent ? { isSilent: true as const } : {}),
        },
      ];
    }),
  );
}

/**
 * Seconds to leave. Where one stays and nothing beeps, they are doubled: nobody hears how little is left.
 *
 * @see ANSI/SIA CP-01, silent exit
 */
function exitSeconds(mode: string, { exitDelay, silent = false }: Exclude<ModeSettings, false>): number {
  const isStaying = STAYING.includes(mode);
  const seconds = exitDelay ?? (isStaying ? 0 : EXIT_DELAY_SECONDS);
  return isStaying && silent ? Math.min(2 * seconds, LONGEST_EXIT_SECONDS) : seconds;
}
