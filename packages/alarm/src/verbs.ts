import type { CommandResult, Hazard } from '@nightlatch/model';
import { clearMemory } from './alarm-memory.ts';
import { raise, silence } from './alarms.ts';
import { arm, disarm } from './arming.ts';
import { bypass, unbypass } from './bypass.ts';
import type { PartitionConfig } from './config.ts';
import { performTogether } from './together.ts';
import type { Errand } from './errand.ts';
import { orderLock } from './locks.ts';
import type { Turn, Why } from './turn.ts';
import { testZone } from './zone-test.ts';
import { walkTest } from './walk-test.ts';

const DONE: CommandResult = { ok: true };
const ALREADY: CommandResult = { ok: false, reason: 'already' };

/** Does what a permitted command asks. */
export function perform(turn: Turn, errand: Errand, why: Why): CommandResult {
  switch (errand.kind) {
    case 'zone': {
      const { command, watch } = errand;
      if (command.type === 'test') return testZone(turn, watch, command.on);
      return command.type === 'bypass' ? bypass(turn, watch, command.until ?? 'disarm') : unbypass(turn, watch);
    }
    case 'device': {
      const { command, attribute } = errand;
      if (command.type === 'siren') turn.emit({ type: 'operate-siren', device: command.device, on: command.on });
      else if (command.type === 'chime') turn.emit({ type: 'operate-chime', device: command.device });
      else orderLock(turn, command.device, attribute, command.type === 'lock');
      return DONE;
    }
    case 'partition':
      return performOnPartition(turn, errand, why);
    case 'master':
      return performTogether(turn, errand, why, performOnPartition);
  }
}

function performOnPartition(
  turn: Turn,
  { command, partition }: Extract<Errand, { kind: 'partition' }>,
  why: Why,
): CommandResult {
  switch (command.type) {
    case 'arm':
      return arm(turn, partition, command, why);
    case 'disarm':
      return disarm(turn, partition, why);
    case 'silence':
      return silenceByHand(turn, partition, command.hazard, why);
    case 'acknowledge':
      return acknowledge(turn, partition, command.hazard);
    case 'panic':
      return panic(turn, partition, command, why);
    case 'test':
      return walkTest(turn, partition, command.on, why);
  }
}

function silenceByHand(turn: Turn, partition: PartitionConfig, hazard: Hazard | undefined, why: Why): CommandResult {
  const isMeant = turn
    .partition(partition.id)
    .alarms.some((alarm) => alarm.status === 'alarm' && (hazard === undefined || alarm.hazard === hazard));
  if (!isMeant) return ALREADY;
  silence(turn, partition, hazard, why);
  return DONE;
}

/**
 * Takes note of what alarmed and of troubles that do not end by themselves. An alarm is silenced, not acknowledged away:
 * what sounds stays in the memory.
 */
function acknowledge(turn: Turn, partition: PartitionConfig, hazard: Hazard | undefined): CommandResult {
  const before = turn.effects.length;
  if (hazard === undefined) turn.trouble('clock', undefined, false);
  const isCleared = clearMemory(turn, partition, hazard);
  return isCleared || turn.effects.length > before ? DONE : ALREADY;
}

/** Raises an alarm by hand. A silent one is told to nobody but its sinks. */
function panic(
  turn: Turn,
  partition: PartitionConfig,
  { hazard = 'panic', silent }: { readonly hazard?: 'panic' | 'fire' | 'medical'; readonly silent?: boolean },
  why: Why,
): CommandResult {
  const user = why.actor?.user;
  if (silent)
    turn.emit({ type: 'silent', event: 'panic', partition: partition.id, ...(user === undefined ? {} : { user }) });
  else raise(turn, partition, { hazard, zones: [], isByHand: true }, why);
  return DONE;
}
