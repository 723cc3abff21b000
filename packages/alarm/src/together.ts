import type { CommandResult } from '@nightlatch/model';
import type { ArmRequest } from './arming.ts';
import { begin, outlookOf } from './arming.ts';
import type { PartitionConfig } from './config.ts';
import type { Errand } from './errand.ts';
import type { Turn, Why } from './turn.ts';

type MasterErrand = Extract<Errand, { kind: 'master' }>;
type PartitionErrand = Extract<Errand, { kind: 'partition' }>;
type PerformOne = (turn: Turn, errand: PartitionErrand, why: Why) => CommandResult;
type Refusal = Extract<CommandResult, { ok: false }>;

const DONE: CommandResult = { ok: true };
const ALREADY: CommandResult = { ok: false, reason: 'already' };

/** Does to every partition of the master what a command asks: to all of them or, where one refuses, to none. */
export function performTogether(turn: Turn, errand: MasterErrand, why: Why, one: PerformOne): CommandResult {
  const { command, partitions } = errand;
  if (command.type === 'arm') return armTogether(turn, partitions, command, why);
  if (command.type === 'test' && command.on && partitions.some(({ id }) => isGuarding(turn, id)))
    return { ok: false, reason: 'not-permitted' };
  // A silent call is told to its sinks once, however many partitions hear of it.
  const meant = command.type === 'panic' && command.silent ? partitions.slice(0, 1) : partitions;
  const answers = meant.map((partition) => one(turn, { kind: 'partition', command, partition }, why));
  return answers.some(({ ok }) => ok) ? DONE : (answers[0] ?? ALREADY);
}

/**
 * Arms partitions together.
 *
 * Each is looked at before anything is done: where one refuses, nothing changes anywhere, and the answer lists what is in
 * the way in all of them. Those that are armed so already stay as they are. No partition is ever disarmed by it.
 */
function armTogether(turn: Turn, partitions: readonly PartitionConfig[], request: ArmRequest, why: Why): CommandResult {
  const outlooks = partitions.map((partition) => outlookOf(turn, partition, request));
  const refusals = outlooks.filter((outlook): outlook is Refusal => 'reason' in outlook);
  const refusal = joined(refusals.filter(({ reason }) => reason !== 'already'));
  if (refusal) return refusal;
  const ready = outlooks.flatMap((outlook) => ('reason' in outlook ? [] : [outlook]));
  for (const outlook of ready) begin(turn, outlook, request.mode, why);
  return ready.length > 0 ? DONE : ALREADY;
}

/** Of several refusals the one that no closing of doors would lift, else all that stands open, else all that is unknown. */
function joined(refusals: readonly Refusal[]): Refusal | undefined {
  const other = refusals.find(({ zones }) => zones === undefined);
  if (other) return other;
  const reason = refusals.some((refusal) => refusal.reason === 'zones-open') ? 'zones-open' : 'zones-unknown';
  const alike = refusals.filter((refusal) => refusal.reason === reason);
  return alike.length > 0 ? { ok: false, reason, zones: alike.flatMap(({ zones }) => zones ?? []) } : undefined;
}

function isGuarding(turn: Turn, id: string): boolean {
  return turn.partition(id).guard.status !== 'disarmed';
}
