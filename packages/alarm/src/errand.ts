import type { Actor, ArmMode, AttributeKey, DeviceId, Hazard, RefusalReason, Verb } from '@nightlatch/model';
import { isWeakening } from './arming.ts';
import type { Request } from './codes-policy.ts';
import type { PartitionConfig } from './config.ts';
import type { Watch } from './house.ts';
import { watchKey } from './house.ts';
import type { CodelessCommand } from './input.ts';
import { lockAttributeOf } from './locks.ts';
import type { Turn } from './turn.ts';

/** A command whose names have been found: what is to be done, and to what. */
export type Errand =
  | {
      readonly kind: 'partition';
      readonly command: Exclude<CodelessCommand, { device: DeviceId } | { zone: string }>;
      readonly partition: PartitionConfig;
    }
  | {
      readonly kind: 'zone';
      readonly command: Extract<CodelessCommand, { zone: string }>;
      readonly partition: PartitionConfig;
      readonly watch: Watch;
    }
  | {
      readonly kind: 'device';
      readonly command: Extract<CodelessCommand, { device: DeviceId }>;
      readonly attribute: AttributeKey;
    };

const INTRUSION: readonly Hazard[] = ['burglary', 'tamper'];

type Found = { readonly errand: Errand } | { readonly reason: RefusalReason };

/** Finds what a command names: a partition, a zone, a mode, a device. Needs no permission and tells no secret. */
export function findErrand(turn: Turn, command: CodelessCommand, actor: Actor): Found {
  if ('device' in command) return findDevice(turn, command);
  const partition = findPartition(turn, command.partition, actor);
  if (!partition) return { reason: 'unknown-partition' };
  if ('zone' in command) {
    const watch =
      turn.house.watches.get(watchKey(partition.id, command.zone)) ??
      turn.house.watchesOfPartition.get(partition.id)?.find((one) => one.zone.name === command.zone);
    return watch ? { errand: { kind: 'zone', command, partition, watch } } : { reason: 'unknown-zone' };
  }
  if (command.type === 'arm' && !Object.hasOwn(partition.modes, command.mode)) return { reason: 'unknown-mode' };
  return { errand: { kind: 'partition', command, partition } };
}

/** Says what a command amounts to for the policy. */
export function requestOf(turn: Turn, errand: Errand, actor: Actor): Request {
  const partition = errand.kind === 'device' ? undefined : errand.partition;
  const guard = partition ? turn.partition(partition.id).guard : undefined;
  return {
    origin: actor.origin,
    verbs: verbsOf(turn, errand),
    ...(partition ? { partition: partition.id } : {}),
    modes: modesOf(turn, errand),
    isEntryRunning: guard?.status === 'pending',
  };
}

/** The mode that is armed to, and the one that is left. */
function modesOf(turn: Turn, errand: Errand): readonly ArmMode[] {
  if (errand.kind === 'device') return [];
  const { guard } = turn.partition(errand.partition.id);
  const isEnding = verbsOf(turn, errand).includes('disarm') && guard.status !== 'disarmed';
  const begun = errand.command.type === 'arm' ? [errand.command.mode] : [];
  return isEnding ? [...begun, guard.mode] : begun;
}

/** What weakens a standing guard asks for the right to disarm too: otherwise it would be a way around it. */
function verbsOf(turn: Turn, errand: Errand): readonly Verb[] {
  const { command } = errand;
  if (errand.kind === 'zone' && command.type === 'bypass') {
    const isGuarded = errand.watch.isBurglary && turn.partition(errand.partition.id).guard.status !== 'disarmed';
    return isGuarded ? ['bypass', 'disarm'] : ['bypass'];
  }
  if (errand.kind === 'partition' && command.type === 'arm' && isWeakening(turn, errand.partition, command))
    return ['arm', 'disarm'];
  if (
    errand.kind === 'partition' &&
    command.type === 'silence' &&
    isIntrusionMeant(turn, errand.partition.id, command.hazard)
  )
    return ['silence', 'disarm'];
  return [command.type];
}

/** A burglar must not be able to quiet the siren at the keypad that anyone may quiet a smoke alarm at. */
function isIntrusionMeant(turn: Turn, partition: string, hazard: Hazard | undefined): boolean {
  return turn
    .partition(partition)
    .alarms.some((alarm) => INTRUSION.includes(alarm.hazard) && (hazard === undefined || hazard === alarm.hazard));
}

/** A keypad means its own partition where it names none; elsewhere the only one is meant. */
export function findPartition(turn: Turn, id: string | undefined, actor: Actor): PartitionConfig | undefined {
  const { partitions } = turn.house.config;
  if (id !== undefined) return turn.house.partitions.get(id);
  const { client } = actor;
  const ofKeypad = client === undefined ? undefined : partitions.find(({ keypads }) => keypads.includes(client));
  return ofKeypad ?? (partitions.length === 1 ? partitions[0] : undefined);
}

function findDevice(turn: Turn, command: Extract<CodelessCommand, { device: DeviceId }>): Found {
  const isSiren = turn.house.config.partitions.some(({ sirens }) => sirens.includes(command.device));
  if (!turn.hasHeardOf(command.device) && !isSiren) return { reason: 'unknown-device' };
  const named = command.type === 'siren' ? undefined : command.attribute;
  return { errand: { kind: 'device', command, attribute: named ?? lockAttributeOf(turn, command.device) } };
}
