import type { Origin } from '@nightlatch/model';
import { NEVER, WITHOUT_CODE } from '../plan/policy.ts';
import type { CheckedConfig } from './cross-checks.ts';
import type { FoundProblem } from './explain-issue.ts';

/** Finds keys of the policy that say two things of one way in. */
export function checkPolicy(config: CheckedConfig): readonly FoundProblem[] {
  const { lockout, homekitDisarm, withoutCode, disarmOnEntryOnly } = config.policy;
  const short = {
    path: ['policy', 'lockout', 'maxSeconds'],
    message: `The longest lockout, ${lockout.maxSeconds} s, is shorter than the first, ${lockout.seconds} s.`,
    remedy: `Use ${lockout.seconds} or more.`,
  };
  const contrary = {
    path: ['policy', 'withoutCode', 'homekit'],
    message: `HomeKit may disarm here, while homekitDisarm says ${homekitDisarm}.`,
    remedy: 'Remove disarm here: homekitDisarm alone decides it.',
  };
  return [
    ...(lockout.maxSeconds < lockout.seconds ? [short] : []),
    ...(homekitDisarm !== 'yes' && withoutCode.homekit?.includes('disarm') ? [contrary] : []),
    ...disarmOnEntryOnly.flatMap((origin, index) => {
      const found = contradictionOf(origin, config);
      return found ? [{ path: ['policy', 'disarmOnEntryOnly', index], ...found }] : [];
    }),
    ...(['homekit', 'matter'] as const).flatMap((origin) => {
      const found = uselessWalkTest(origin, config);
      return found ? [{ path: ['bridges', origin, 'companions', 'walkTest'], ...found }] : [];
    }),
  ];
}

/** A switch that carries no code, for what is refused without one. Where the hub is elsewhere, its own policy decides. */
function uselessWalkTest(
  origin: 'homekit' | 'matter',
  { bridges, link, policy }: CheckedConfig,
): Omit<FoundProblem, 'path'> | undefined {
  if (!bridges[origin]?.companions.walkTest || link?.role === 'join') return undefined;
  if ((policy.withoutCode[origin] ?? WITHOUT_CODE[origin]).includes('test')) return undefined;
  return {
    message: `A switch carries no code, and ${origin} may not test without one.`,
    remedy: `Write policy.withoutCode.${origin}: [${[...WITHOUT_CODE[origin], 'test'].join(', ')}], or remove it here.`,
  };
}

/** What else is said of a way in that may disarm on entry only: the first that does not agree. */
function contradictionOf(origin: Origin, { policy, bridges }: CheckedConfig): Omit<FoundProblem, 'path'> | undefined {
  const { homekitDisarm, withoutCode, never } = policy;
  if (origin === 'homekit' && homekitDisarm !== 'entry-only')
    return {
      message: `HomeKit may disarm on entry only, while homekitDisarm says ${homekitDisarm}.`,
      remedy: 'Write homekitDisarm: entry-only instead.',
    };
  if ((never[origin] ?? NEVER[origin])?.includes('disarm'))
    return {
      message: `${origin} may never disarm${never[origin] ? '' : ', until the policy says otherwise'}.`,
      remedy: `Remove it here, or write policy.never.${origin} without disarm.`,
    };
  if (origin === 'matter' && bridges.matter?.disarm === 'never')
    return {
      message: 'matter may never disarm: so says bridges.matter.disarm.',
      remedy: 'Remove it here, or set bridges.matter.disarm to always: it then holds on entry only.',
    };
  if (withoutCode[origin]?.includes('disarm'))
    return {
      message: `${origin} may disarm at any time: so says policy.withoutCode.${origin}.`,
      remedy: 'Remove disarm there, or the way in here.',
    };
  return undefined;
}
