import type { HomeChange, Moved, NumberedChange, PartitionId, PartitionView } from '@nightlatch/model';
import { isAttributeKey, isAttributeValue, UNKNOWN } from '@nightlatch/model';
import { readAvailability, readDevice, writeDevice } from './device-message.ts';
import type { JsonObject } from './json-object.ts';
import { isObject, numberOf, objectsOf, textOf, textsOf } from './json-object.ts';
import { readPartition, writePartition } from './partition-message.ts';
import { LINK_VERSION } from './topics.ts';

/** A numbered event as a client read it. `change` is absent where this version cannot read the kind; `n` still counts. */
export interface ReadEvent {
  readonly n: number;
  readonly change?: HomeChange;
}

/**
 * Writes a numbered change as `event` carries it.
 *
 * Events are complete: a client that starts from a known state and applies each event once is where the hub is. So
 * `described` and `partition` carry in `view` what the retained topic holds afterwards; zones that did not change are
 * left out of it.
 */
export function writeEvent({ n, change }: NumberedChange): JsonObject {
  const head = { v: LINK_VERSION, n, at: change.at, type: change.type };
  switch (change.type) {
    case 'described':
      return { ...head, device: change.device.id, view: writeDevice(change.device) };
    case 'partition': {
      const { from, to, cause, actor, partition } = change;
      const { mode, until } = to;
      const view: Record<string, unknown> = { ...writePartition(to) };
      const isSame = from && (from.zones === to.zones || JSON.stringify(from.zones) === JSON.stringify(to.zones));
      if (isSame) delete view['zones'];
      return { ...head, partition, from: from?.state, to: to.state, mode, until, cause, actor, view };
    }
    default:
      return { ...head, ...change };
  }
}

/**
 * Reads an event.
 *
 * @param partition The view of a partition before the event, which becomes the change's `from`.
 * @returns Undefined when it has no number, and so has no place in the order.
 */
export function readEvent(
  message: JsonObject,
  partition: (id: PartitionId) => PartitionView | undefined,
): ReadEvent | undefined {
  const n = numberOf(message, 'n');
  if (n === undefined || !Number.isSafeInteger(n)) return undefined;
  const change = readChange(message, partition);
  return change === undefined ? { n } : { n, change };
}

function readChange(
  message: JsonObject,
  partition: (id: PartitionId) => PartitionView | undefined,
): HomeChange | undefined {
  const at = numberOf(message, 'at');
  if (at === undefined) return undefined;
  switch (message['type']) {
    case 'described': {
      const device = isObject(message['view']) ? readDevice(message['view']) : undefined;
      return device && { type: 'described', device, at };
    }
    case 'partition':
      return readPartitionChange(message, partition, at);
    case 'attribute':
      return readAttributeChange(message, at);
    case 'availability': {
      const device = textOf(message, 'device');
      const [from, to] = [readAvailability(message['from']), readAvailability(message['to'])];
      return device === undefined ? undefined : { type: 'availability', device, from, to, at };
    }
    case 'blind':
      return readBlind(message, at);
    default:
      return readPlainChange(message);
  }
}

function readPartitionChange(
  message: JsonObject,
  partition: (id: PartitionId) => PartitionView | undefined,
  at: number,
): HomeChange | undefined {
  const id = textOf(message, 'partition');
  if (id === undefined || !isObject(message['view'])) return undefined;
  const from = partition(id);
  const to = readPartition(message['view'], from?.zones);
  if (to === undefined) return undefined;
  const { cause, actor } = message as Partial<Extract<HomeChange, { type: 'partition' }>>;
  return {
    type: 'partition',
    partition: id,
    ...(from === undefined ? {} : { from }),
    to,
    ...(isObject(cause) ? { cause } : {}),
    ...(isObject(actor) ? { actor } : {}),
    at,
  };
}

function readAttributeChange(message: JsonObject, at: number): HomeChange | undefined {
  const device = textOf(message, 'device');
  const attribute = textOf(message, 'attribute');
  const { from, to } = message;
  if (device === undefined || attribute === undefined || !isAttributeKey(attribute)) return undefined;
  if (!isAttributeValue(attribute, from) || !isAttributeValue(attribute, to)) return undefined;
  const cause = message['cause'] === 'retained' || message['cause'] === 'resync' ? message['cause'] : 'live';
  return { type: 'attribute', device, attribute, from, to, cause, at };
}

function readBlind(message: JsonObject, at: number): HomeChange | undefined {
  const [from, to] = [numberOf(message, 'from'), numberOf(message, 'to')];
  if (from === undefined || to === undefined) return undefined;
  const moved = objectsOf(message, 'moved').flatMap((one): Moved[] => {
    const [device, attribute] = [textOf(one, 'device'), textOf(one, 'attribute')];
    const { from: before, to: after } = one;
    if (device === undefined || attribute === undefined || !isAttributeKey(attribute)) return [];
    if (!isAttributeValue(attribute, before) || !isAttributeValue(attribute, after)) return [];
    return before === UNKNOWN || after === UNKNOWN ? [] : [{ device, attribute, from: before, to: after }];
  });
  return { type: 'blind', from, to, moved, ...(message['isUncertain'] === true ? { isUncertain: true } : {}), at };
}

/** What each of the plain kinds must carry as text; its fields are those of the change itself. */
const REQUIRED = new Map<unknown, readonly string[]>([
  ['removed', ['device']],
  ['event', ['device', 'event']],
  ['hazard', ['partition', 'hazard', 'to']],
  ['refused', ['command', 'reason']],
  ['report', ['partition', 'event', 'status', 'code', 'contactId']],
  ['progress', ['partition', 'phase', 'pace']],
  ['chime', ['partition', 'zone']],
  ['trouble', ['kind']],
  ['self-test', []],
  ['walk-test', ['partition']],
]);

/** What each must carry as a list of texts. */
const LISTS = new Map<unknown, readonly string[]>([
  ['self-test', ['failures']],
  ['walk-test', ['seen', 'missing']],
]);

function readPlainChange(message: JsonObject): HomeChange | undefined {
  const required = REQUIRED.get(message['type']);
  if (required === undefined || required.some((key) => textOf(message, key) === undefined)) return undefined;
  const lists = LISTS.get(message['type']) ?? [];
  if (lists.some((key) => textsOf(message, key) === undefined)) return undefined;
  const { v: _v, n: _n, ...change } = message;
  return change as unknown as HomeChange;
}
