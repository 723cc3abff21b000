import type { Actor, CommandResult, Person, RefusalReason } from '@nightlatch/model';
import { reportsUnderDuress } from './abort-window.ts';
import type { PartitionConfig } from './config.ts';
import type { Permission } from './codes-policy.ts';
import { forgivesWrongCodes, permissionWithCode, permissionWithoutCode } from './codes-policy.ts';
import type { Errand } from './errand.ts';
import { findErrand, partitionsOf, requestOf } from './errand.ts';
import type { AlarmInput, CodelessCommand, CommandId } from './input.ts';
import { answerAtKeypad } from './keypads.ts';
import { afterWrongCode, hasRoom, isLockedOut, NO_LOCKOUT } from './lockout-policy.ts';
import { countUse, personNamed, usesOf } from './people.ts';
import { isGood } from './rights-policy.ts';
import { findTarget } from './target.ts';
import type { Turn } from './turn.ts';
import { perform } from './verbs.ts';

type Input<T extends AlarmInput['type']> = Extract<AlarmInput, { type: T }>;

interface Asked {
  readonly id: CommandId;
  readonly command: CodelessCommand;
  readonly actor: Actor;
}

/**
 * Takes a command in: refuses it, does it, or has its code judged first. Every command is answered exactly once.
 *
 * A code that is offered is judged even where none is needed, since it may be a cry for help; but nothing that is free
 * waits for it while all ways in are locked or too many codes wait, and panic never does.
 */
export function takeCommand(turn: Turn, { id, command, actor, hasCode }: Input<'command'>): void {
  const asked = { id, command, actor };
  if (!turn.isWatching) return refuse(turn, asked, 'unavailable');
  const found = findErrand(turn, command, actor);
  if ('reason' in found) return refuse(turn, asked, found.reason);
  const { errand } = found;
  const { policy } = turn.house.config;
  const permission = permissionWithoutCode(policy, requestOf(turn, errand, actor));
  if (permission === 'not-permitted') return refuse(turn, asked, permission);
  const isFree = permission === 'allowed';
  if (!hasCode) return isFree ? void carryOut(turn, asked, errand) : refuse(turn, asked, permission);
  if (isFree && command.type === 'panic') return void carryOut(turn, asked, errand);
  const isLocked = isLockedOut(turn.lockout, turn.at);
  if (isLocked || !hasRoom(policy, turn.lockout, turn.codes.length)) {
    if (isFree || command.type === 'panic') return void carryOut(turn, asked, errand);
    return refuse(turn, asked, isLocked ? 'locked-out' : 'busy');
  }
  turn.codes = [...turn.codes, asked];
  turn.emit({ type: 'verify-code', id });
}

/**
 * Takes in the verdict on a code, and does or refuses what it came with. A verdict nobody waits for changes nothing.
 *
 * A code that is out of its time, used up, or of somebody who is switched off is a wrong one: the same answer, and counted.
 * A duress code calls for help even then.
 */
export function takeVerdict(turn: Turn, verdict: Input<'code-judged'>): void {
  const { id, user, duress, credential, moment } = verdict;
  const waiting = turn.codes.find((code) => code.id === id);
  if (!waiting || !turn.isWatching) return;
  turn.codes = turn.codes.filter((code) => code !== waiting);
  const { policy, partitions } = turn.house.config;
  const asked = user === undefined ? waiting : { ...waiting, actor: { ...waiting.actor, user } };
  const found = findErrand(turn, asked.command, asked.actor);
  const meant = 'errand' in found ? partitionsOf(found.errand) : [];
  const told = meant[0] ?? partitions[0];
  if (user !== undefined && duress && told) {
    const isDisarming = asked.command.type === 'disarm' || ('errand' in found && disarmsToo(found.errand));
    tellDuress(turn, [told, ...meant.slice(1)], isDisarming, user);
  }
  const person = user === undefined ? undefined : personNamed(turn, user);
  if (!person || !isGood(person, credential, { used: usesOf(turn, credential?.id), moment, at: turn.at })) {
    turn.lockout = afterWrongCode(policy, turn.lockout, turn.at);
    return refuse(turn, waiting, 'wrong-code');
  }
  if (
    forgivesWrongCodes(
      person,
      meant.map(({ id: one }) => one),
    )
  )
    turn.lockout = NO_LOCKOUT;
  if ('reason' in found) return refuse(turn, asked, found.reason);
  const permission: Permission = permissionWithCode(policy, person, requestOf(turn, found.errand, asked.actor));
  if (permission !== 'allowed') return refuse(turn, asked, permission);
  if (!carryOut(turn, asked, found.errand)) return;
  countUse(turn, credential);
  disarmAtReader(turn, found.errand, asked, person);
}

/** A tag that opened a door may disarm too, where reader and person both may. */
function disarmAtReader(turn: Turn, errand: Errand, { actor }: Asked, person: Person): void {
  if (errand.kind !== 'device' || !errand.disarms || !errand.partition) return;
  const { partition } = errand;
  const command = { type: 'disarm', partition: partition.id } as const;
  const disarming = { kind: 'partition', command, partition } as const;
  const request = requestOf(turn, disarming, actor);
  if (turn.partition(partition.id).guard.status === 'disarmed') return;
  if (permissionWithCode(turn.house.config.policy, person, request) === 'allowed')
    perform(turn, disarming, { cause: { command: 'disarm' }, actor });
}

function disarmsToo(errand: Errand): boolean {
  return errand.kind === 'device' && errand.disarms === true;
}

/** Tells the sinks of a silent alarm, and gives them what a disarm under duress seems to drop. */
function tellDuress(turn: Turn, partitions: readonly PartitionConfig[], isDisarming: boolean, user: string): void {
  const [first] = partitions;
  if (!first) return;
  const dropped = isDisarming ? partitions.flatMap((one) => reportsUnderDuress(turn, one)) : [];
  const reports = dropped.length > 0 ? { reports: dropped } : {};
  turn.emit({ type: 'silent', event: 'duress', partition: first.id, user, ...reports });
}

/** Answers what waited for a verdict when the hub went: the code is gone, and the moment too. */
export function refuseStale(turn: Turn): void {
  const waiting = turn.codes;
  turn.codes = [];
  for (const asked of waiting) refuse(turn, asked, 'stale');
}

function carryOut(turn: Turn, asked: Asked, errand: Errand): boolean {
  const result = perform(turn, errand, { cause: { command: asked.command.type }, actor: asked.actor });
  if (result.ok) answer(turn, asked, result);
  else refuse(turn, asked, result.reason, result.zones);
  return result.ok;
}

function refuse(turn: Turn, asked: Asked, reason: RefusalReason, zones?: readonly string[]): void {
  const { command, actor } = asked;
  const partition =
    'device' in command ? undefined : (findTarget(turn, command.partition, actor)?.id ?? command.partition);
  const where = zones ? { zones } : {};
  if (!isSilent(command))
    turn.emit({
      type: 'refused',
      ...(partition === undefined ? {} : { partition }),
      command: command.type,
      reason,
      ...where,
      actor,
    });
  answer(turn, asked, { ok: false, reason, ...where });
}

function answer(turn: Turn, { id, command, actor }: Asked, result: CommandResult): void {
  turn.emit({ type: 'result', id, result });
  if (!isSilent(command)) answerAtKeypad(turn, actor, result);
}

/** A silent call for help is told to nobody, not even that it was refused: only to whoever made it. */
function isSilent(command: CodelessCommand): boolean {
  return command.type === 'panic' && command.silent === true;
}
