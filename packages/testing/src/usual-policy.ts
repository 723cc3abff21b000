import type { PolicyConfig } from '@nightlatch/alarm';
import type { Verb } from '@nightlatch/model';

const ARMING: readonly Verb[] = ['arm', 'panic', 'silence', 'acknowledge', 'lock'];

/** The policy of a house whose owner changed nothing: arming is cheap, disarming needs a code. */
export const USUAL_POLICY: PolicyConfig = {
  withoutCode: {
    panel: [...ARMING, 'disarm', 'bypass', 'unbypass', 'test', 'unlock', 'siren'],
    keypad: ['arm', 'panic'],
    homekit: [...ARMING, 'disarm', 'bypass', 'unbypass', 'unlock', 'siren'],
    matter: ARMING,
    link: ARMING,
    'node-red': ARMING,
    voice: ['arm'],
  },
  never: { panel: [], keypad: [], homekit: [], matter: [], link: [], 'node-red': [], voice: [] },
  disarmOnEntryOnly: [],
  lockoutAttempts: 5,
  lockoutSeconds: 90,
  lockoutMaxSeconds: 900,
  codeQueue: 8,
  settleSeconds: 10,
  confirmSeconds: 10,
};
