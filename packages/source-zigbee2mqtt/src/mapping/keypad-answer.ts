import type { KeypadIndication } from '@nightlatch/model';

/** The longest countdown that the panel status can carry, one byte of seconds. ZCL 8.3.2.4.1.2 */
const LONGEST_DELAY = 255;

const ARMED: Readonly<Record<string, string>> = {
  away: 'arm_all_zones',
  vacation: 'arm_all_zones',
  home: 'arm_day_zones',
  night: 'arm_night_zones',
};

/**
 * Writes what a keypad is to show as the messages to send, in order: first the answer to its attempt, which it waits
 * for, then the panel's status, which carries the countdown.
 */
export function keypadMessages(indication: KeypadIndication): readonly Readonly<Record<string, unknown>>[] {
  const status = { arm_mode: panelStatus(indication) };
  const { transaction } = indication;
  if (transaction === undefined || indication.answer === undefined) return [status];
  return [{ arm_mode: { transaction, mode: answer(indication) } }, status];
}

function answer({ answer: given, state, mode }: KeypadIndication): string {
  if (given === 'wrong-code' || given === 'locked-out') return 'invalid_code';
  if (given === 'not-ready') return 'not_ready';
  if (given === 'already' && state === 'disarmed') return 'already_disarmed';
  return state === 'disarmed' ? 'disarm' : armed(mode);
}

function panelStatus({ state, mode, seconds }: KeypadIndication): Readonly<Record<string, unknown>> {
  const delay = Math.max(0, Math.min(LONGEST_DELAY, Math.ceil(seconds ?? 0)));
  switch (state) {
    case 'disarmed':
      return { mode: 'disarm' };
    case 'arming':
      return { mode: 'exit_delay', delay };
    case 'armed':
      return { mode: armed(mode) };
    case 'pending':
      return { mode: 'entry_delay', delay };
    case 'triggered':
      return { mode: 'in_alarm' };
  }
}

function armed(mode: string | undefined): string {
  return (mode !== undefined && Object.hasOwn(ARMED, mode) ? ARMED[mode] : undefined) ?? 'arm_all_zones';
}
