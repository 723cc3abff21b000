import type { PolicyConfig } from '@nightlatch/alarm';
import type { Origin, Verb } from '@nightlatch/model';
import { ORIGINS } from '@nightlatch/model';
import type { Config } from '../schema/configuration-schema.ts';
import type { Permission } from '../schema/policy-schema.ts';

/** What every way in may do without a code: what makes the house safer, calls for help, or only makes a short sound. */
const CHEAP: readonly Permission[] = ['arm', 'lock', 'panic', 'chime'];

/**
 * What each way in may do without a code, unless the owner says otherwise.
 *
 * Arming is cheap, disarming and unlocking are dear. HomeKit has no codes, but knows who holds it: it may disarm (see
 * `homekitDisarm`) and unlock. Every bridge offers silence, except voice: a burglar can shout through a window.
 */
export const WITHOUT_CODE: Readonly<Record<Origin, readonly Permission[]>> = {
  panel: [...CHEAP, 'silence', 'acknowledge'],
  keypad: [...CHEAP, 'silence', 'acknowledge'],
  homekit: [...CHEAP, 'silence', 'acknowledge', 'unlock', 'siren'],
  matter: [...CHEAP, 'silence', 'acknowledge', 'siren'],
  link: [...CHEAP, 'silence', 'acknowledge', 'siren'],
  'node-red': [...CHEAP, 'silence', 'acknowledge', 'siren'],
  voice: [...CHEAP],
};

/**
 * What each way in may not do even with a code, unless the owner says otherwise. A code that is spoken is heard by others,
 * and an assistant's history keeps it.
 */
export const NEVER: Readonly<Partial<Record<Origin, readonly Permission[]>>> = {
  voice: ['disarm', 'unlock', 'bypass', 'test'],
};

type Settings = Config['policy'];

/** How Matter may disarm, where this home has a bridge of its own; undefined leaves it to the rest of the policy. */
type MatterDisarm = NonNullable<Config['bridges']['matter']>['disarm'] | undefined;

/** Fills in who may do what from where. */
export function planPolicy(policy: Settings, matterDisarm?: MatterDisarm): PolicyConfig {
  return {
    withoutCode: perOrigin((origin) => [
      ...(policy.withoutCode[origin] ?? WITHOUT_CODE[origin]),
      ...(origin === 'homekit' && policy.homekitDisarm === 'yes' ? (['disarm'] as const) : []),
      ...(origin === 'matter' && matterDisarm === 'always' ? (['disarm'] as const) : []),
    ]),
    never: perOrigin((origin) => [
      ...(policy.never[origin] ?? NEVER[origin] ?? []),
      ...(origin === 'homekit' && policy.homekitDisarm === 'no' ? (['disarm'] as const) : []),
      ...(origin === 'matter' && matterDisarm === 'never' ? (['disarm'] as const) : []),
    ]),
    disarmOnEntryOnly: entryOnly(policy),
    lockoutAttempts: policy.lockout.attempts,
    lockoutSeconds: policy.lockout.seconds,
    lockoutMaxSeconds: policy.lockout.maxSeconds,
    codeQueue: policy.codeQueue,
    settleSeconds: policy.settleSeconds,
    confirmSeconds: policy.confirmSeconds,
  };
}

/** HomeKit has a key of its own, and is named once where both say so. */
function entryOnly({ homekitDisarm, disarmOnEntryOnly }: Settings): readonly Origin[] {
  const named = new Set(disarmOnEntryOnly);
  if (homekitDisarm === 'entry-only') named.add('homekit');
  return ORIGINS.filter((origin) => named.has(origin));
}

function perOrigin(permissions: (origin: Origin) => readonly Permission[]): Record<Origin, readonly Verb[]> {
  return Object.fromEntries(ORIGINS.map((origin) => [origin, verbsOf(permissions(origin))])) as Record<
    Origin,
    readonly Verb[]
  >;
}

/** Whoever may bypass may take it back. */
export function verbsOf(permissions: readonly Permission[]): readonly Verb[] {
  return [...new Set(permissions.flatMap((verb): Verb[] => (verb === 'bypass' ? ['bypass', 'unbypass'] : [verb])))];
}
