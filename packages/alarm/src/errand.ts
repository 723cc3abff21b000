import type { Actor, ArmMode, AttributeKey, DeviceId, Hazard, RefusalReason, Verb } from '@nightlatch/model';
import { isWeakening } from './arming.ts';
import type { Request } from './codes-policy.ts';
import type { PartitionConfig } from './config.ts';
import type { Watch } from './house.ts';
import { watchKey } from './house.ts';
import { INTRUSIONS } from './hazard-rules.ts';
import type { CodelessCommand } from './input.ts';
import { lockAttributeOf } from './locks.ts';
import { findTarget } from './target.ts';
import type { Turn } from './turn.ts';

type PartitionCommand = Exclude<CodelessCommand, { device: DeviceId } | { zone: string }>;

/** A command whose names have been found: what is to be done, and to what. */
export type Errand =
  | {
      readonly kind: 'partition';
      readonly command: PartitionCommand;
      readonly partition: PartitionConfig;
    }
  | {
      /** The same to several partitions, under the name of the master. */
      readonly kind: 'master';
      readonly command: PartitionCommand;
      readonly partitions: readonly PartitionConfig[];
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
      /** Whose lock it is, where the lock belongs to a partition. */
      readonly partition?: PartitionConfig;
      /** The tag was held to a reader that disarms. */
      readonly disarms?: boolean;
    };

type Single = Exclude<Errand, { kind: 'master' }>;

type Found = { readonly errand: Errand } | { readonly reason: RefusalReason };

/** Finds what a command names: a partition, a zone, a mode, a device. Needs no permission and tells no secret. */
export function findErrand(turn: Turn, command: CodelessCommand, actor: Actor): Found {
  if ('device' in command) return findDevice(turn, command, actor);
  const target = findTarget(turn, command.partition, actor);
  if (!target) return { reason: 'unknown-partition' };
  const { partitions } = target;
  if ('zone' in command) {
    const watch = findZone(turn, partitions, command.zone);
    return watch
      ? { errand: { kind: 'zone', command, partition: watch.partition, watch } }
      : { reason: 'unknown-zone' };
  }
  if (command.type === 'arm' && !partitions.every(({ modes }) => Object.hasOwn(modes, command.mode)))
    return { reason: 'unknown-mode' };
  const [partition] = partitions;
  if (target.isMaster || !partition) return { errand: { kind: 'master', command, partitions } };
  return { errand: { kind: 'partition', command, partition } };
}

/** The partitions that an errand concerns, in their order. */
export function partitionsOf(errand: Errand): readonly PartitionConfig[] {
  if (errand.kind === 'device') return errand.partition ? [errand.partition] : [];
  return errand.kind === 'master' ? errand.partitions : [errand.partition];
}

/** Says what a command amounts to for the policy. */
export function requestOf(turn: Turn, errand: Errand, actor: Actor): Request {
  const partitions = partitionsOf(errand).map(({ id }) => id);
  const parts = singly(errand);
  const guards = partitions.map((id) => turn.partition(id).guard.status).filter((status) => status !== 'disarmed');
  return {
    origin: actor.origin,
    verbs: [...new Set(parts.flatMap((one) => verbsOf(turn, one)))],
    partitions,
    modes: [...new Set(parts.flatMap((one) => modesOf(turn, one)))],
    isEntryRunning: guards.length > 0 && guards.every((status) => status === 'pending'),
  };
}

/** An errand for several partitions amounts to one for each. */
function singly(errand: Errand): readonly Single[] {
  if (errand.kind !== 'master') return [errand];
  const { command, partitions } = errand;
  return partitions.map((partition) => ({ kind: 'partition', command, partition }));
}

/** The mode that is armed to, and the one that is left. */
function modesOf(turn: Turn, errand: Single): readonly ArmMode[] {
  if (errand.kind === 'device') return [];
  const { guard } = turn.partition(errand.partition.id);
  const isEnding = verbsOf(turn, errand).includes('disarm') && guard.status !== 'disarmed';
  const begun = errand.command.type === 'arm' ? [errand.command.mode] : [];
  return isEnding ? [...begun, guard.mode] : begun;
}

/** What weakens a standing guard asks for the right to disarm too: otherwise it would be a way around it. */
function verbsOf(turn: Turn, errand: Single): readonly Verb[] {
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
    .alarms.some((alarm) => INTRUSIONS.includes(alarm.hazard) && (hazard === undefined || hazard === alarm.hazard));
}

function findZone(turn: Turn, partitions: readonly PartitionConfig[], zone: string): Watch | undefined {
  for (const { id } of partitions) {
    const watch =
      turn.house.watches.get(watchKey(id, zone)) ??
      turn.house.watchesOfPartition.get(id)?.find((one) => one.zone.name === zone);
    if (watch) return watch;
  }
  return undefined;
}

/** A tag at a reader means the lock that the reader stands for. */
function findDevice(turn: Turn, command: Extract<CodelessCommand, { device: DeviceId }>, actor: Actor): Found {
  const { house } = turn;
  const place = house.readers.get(command.device);
  if (place && command.type === 'unlock') {
    const { lock, disarms } = place.reader;
    const attribute = house.locks.get(lock)?.lock.attribute ?? lockAttributeOf(turn, lock);
    const opening = { ...command, device: lock };
    return { errand: { kind: 'device', command: opening, attribute, partition: place.partition, disarms } };
  }
  const isOwn = actor.origin === 'keypad' && actor.client === command.device;
  if (command.type === 'chime') {
    if (isOwn || !house.config.chimes?.includes(command.device)) return { reason: 'unknown-device' };
    return { errand: { kind: 'device', command, attribute: lockAttributeOf(turn, command.device) } };
  }
  const isSiren = house.config.partitions.some(({ sirens }) => sirens.includes(command.device));
  if (isOwn || (!turn.hasHeardOf(command.device) && !isSiren)) return { reason: 'unknown-device' };
  const named = command.type === 'siren' ? undefined : command.attribute;
  const attribute = named ?? lockAttributeOf(turn, command.device);
  const partition = command.type === 'siren' ? undefined : house.locks.get(command.device)?.partition;
  return { errand: { kind: 'device', command, attribute, ...(partition ? { partition } : {}) } };
}
