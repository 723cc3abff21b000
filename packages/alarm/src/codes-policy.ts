import type { ArmMode, Origin, PartitionId, Person, Verb } from '@nightlatch/model';
import type { PolicyConfig } from './config.ts';

export type Permission = 'allowed' | 'code-required' | 'not-permitted';

export interface Request {
  readonly origin: Origin;
  /** Everything that the command amounts to: a change to a weaker mode also disarms. */
  readonly verbs: readonly Verb[];
  /** Every partition that it concerns; none for a device. */
  readonly partitions: readonly PartitionId[];
  /** Modes that the command begins or ends. */
  readonly modes: readonly ArmMode[];
  /** An entry delay runs there: in each that stands guard. */
  readonly isEntryRunning: boolean;
}

/** Says what an origin may do when no code is offered. */
export function permissionWithoutCode(policy: PolicyConfig, request: Request): Permission {
  const { origin, verbs, isEntryRunning } = request;
  if (isNever(policy, request)) return 'not-permitted';
  const mayAnswerEntry = isEntryRunning && policy.disarmOnEntryOnly.includes(origin);
  const isFree = (verb: Verb): boolean => {
    if (verb === 'disarm' && policy.disarmOnEntryOnly.includes(origin)) return mayAnswerEntry;
    return (policy.withoutCode[origin] ?? []).includes(verb);
  };
  return verbs.every(isFree) ? 'allowed' : 'code-required';
}

/** Says what the person whose code was right may do from an origin. */
export function permissionWithCode(policy: PolicyConfig, user: Person, request: Request): Permission {
  if (isNever(policy, request)) return 'not-permitted';
  const { verbs, partitions, modes } = request;
  const isTheirMode = modes.every((mode) => user.modes?.includes(mode) ?? true);
  const isTheirs = areTheirs(user, partitions) && isTheirMode;
  return isTheirs && verbs.every((verb) => user.can.includes(verb)) ? 'allowed' : 'not-permitted';
}

/**
 * Tells whether somebody's right code makes up for wrong ones. Only for those who may disarm: others could guess for ever,
 * with their own code in between.
 */
export function forgivesWrongCodes(user: Person, partitions: readonly PartitionId[]): boolean {
  return areTheirs(user, partitions) && user.can.includes('disarm');
}

function areTheirs(user: Person, partitions: readonly PartitionId[]): boolean {
  return partitions.every((partition) => user.partitions?.includes(partition) ?? true);
}

function isNever(policy: PolicyConfig, { origin, verbs }: Request): boolean {
  return verbs.some((verb) => (policy.never[origin] ?? []).includes(verb));
}
