import type { ClusterStates } from '../plan/endpoint-plan.ts';

/** What the house's one policy says of locks, for apps to know: they cannot change it. */
export interface LockPolicy {
  /** Whether unlocking needs a PIN. Google unlocks a Matter lock remotely only then. */
  readonly needsPin: boolean;
  /** Wrong codes that lock every way in. */
  readonly wrongCodes: number;
  readonly lockoutSeconds: number;
}

export const USUAL_LOCK_POLICY: LockPolicy = { needsPin: true, wrongCodes: 5, lockoutSeconds: 90 };

/** As many people as an app may list. */
export const MAX_USERS = 64;

/** Windows of the week that an app may set for one guest. */
export const MAX_WEEK_DAYS = 20;
/** From when until when somebody may come is one span in the house, and so it is here. */
export const MAX_YEAR_DAYS = 1;

/** The attributes of a lock that never change. Those of the policy an app may write; they are set back. */
export function lockSettings(policy: LockPolicy): ClusterStates {
  return {
    doorLock: {
      // A dead bolt.
      lockType: 0,
      actuatorEnabled: true,
      operatingMode: 0,
      // The bits are inverted: false is supported. Normal and remote only, and the specification's constant.
      supportedOperatingModes: {
        normal: false,
        vacation: true,
        privacy: true,
        noRemoteLockUnlock: false,
        passage: true,
        alwaysSet: 2047,
      },
      numberOfTotalUsersSupported: MAX_USERS,
      numberOfPinUsersSupported: MAX_USERS,
      // A code each.
      numberOfCredentialsSupportedPerUser: 1,
      numberOfWeekDaySchedulesSupportedPerUser: MAX_WEEK_DAYS,
      numberOfYearDaySchedulesSupportedPerUser: MAX_YEAR_DAYS,
      credentialRulesSupport: { single: true, dual: false, tri: false },
      minPinCodeLength: 4,
      maxPinCodeLength: 12,
      ...policyAttributes(policy),
    },
  };
}

/** What is set back whenever an app has written it. */
export function policyAttributes({ needsPin, wrongCodes, lockoutSeconds }: LockPolicy): ClusterStates[string] {
  return {
    requirePinForRemoteOperation: needsPin,
    wrongCodeEntryLimit: Math.min(255, wrongCodes),
    // An uint8 of seconds.
    userCodeTemporaryDisableTime: Math.min(255, lockoutSeconds),
  };
}
