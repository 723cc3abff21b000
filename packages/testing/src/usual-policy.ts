import type { PolicyConfig } from '@nightlatch/alarm';
import type { Verb } from '@nightlatch/model';

/** What makes the house safer, calls for help, or only makes a short sound. */
const CHEAP: readonly Verb[] = ['arm', 'lock', 'panic', 'chime'];
const QUIETING: readonly Verb[] = [...CHEAP, 'silence', 'acknowledge'];

/** The policy of a house whose owner changed nothing: arming is cheap, disarming needs a code, except from HomeKit. */
export const USUAL_POLICY: PolicyConfig = {
  withoutCode: {
    panel: QUIETING,
    keypad: QUIETING,
    homekit: [...QUIETING, 'disarm', 'unlock', 'siren'],
    matter: [...QUIETING, 'siren'],
    link: [...QUIETING, 'siren'],
    'node-red': [...QUIETING, 'siren'],
    voice: CHEAP,
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
