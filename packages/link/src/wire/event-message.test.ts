import { describe, expect, test } from '@jest/globals';
import type { DeviceState, HomeChange, PartitionView } from '@nightlatch/model';
import { readEvent, writeEvent } from './event-message.ts';
import type { JsonObject } from './json-object.ts';

const device: DeviceState = {
  id: 'test/lock',
  name: 'Lock',
  room: 'Hall',
  attributes: ['lock', 'contact@left'],
  events: ['ring'],
  abilities: ['lock'],
  model: 'L1',
  available: 'unknown',
  values: { lock: { value: 'jammed', at: 3 }, 'contact@left': { value: 'unknown' } },
};
const from: PartitionView = {
  id: 'house',
  name: 'House',
  state: 'disarmed',
  ready: { away: ['test/lock#lock'] },
  bypassed: [],
  alarms: [],
  zones: [{ id: 'z', name: 'Z', device: 'test/lock', signal: 'lock', type: 'entry', modes: ['away'] }],
};
const to: PartitionView = {
  ...from,
  state: 'triggered',
  mode: 'away',
  until: 9,
  alarms: [{ hazard: 'burglary', status: 'alarm', zones: ['z'], since: 4 }],
  memory: ['z'],
  shutDown: ['z'],
  testing: ['z'],
};

const CHANGES: readonly HomeChange[] = [
  { type: 'described', device, at: 1 },
  { type: 'removed', device: 'test/lock', at: 1 },
  {
    type: 'attribute',
    device: 'test/lock',
    attribute: 'contact@left',
    from: 'unknown',
    to: 'open',
    cause: 'retained',
    at: 1,
  },
  { type: 'availability', device: 'test/lock', from: 'unknown', to: true, at: 1 },
  { type: 'event', device: 'test/lock', event: 'button', key: 'double', at: 1 },
  {
    type: 'partition',
    partition: 'house',
    from,
    to,
    cause: { timer: 'entry' },
    actor: { origin: 'keypad', user: 'Ana' },
    at: 1,
  },
  { type: 'hazard', partition: 'house', hazard: 'fire', zone: 'z', to: 'silenced', at: 1 },
  {
    type: 'report',
    partition: 'house',
    event: 'burglary',
    status: 'held',
    code: 'BA',
    contactId: '1130',
    zone: 'z',
    recentClosing: true,
    at: 1,
  },
  { type: 'progress', partition: 'house', phase: 'exit', pace: 'fast', until: 9, at: 1 },
  { type: 'progress', partition: 'house', phase: 'exit', pace: 'off', at: 1 },
  {
    type: 'refused',
    partition: 'house',
    command: 'arm',
    reason: 'zones-open',
    zones: ['z'],
    actor: { origin: 'link' },
    at: 1,
  },
  { type: 'chime', partition: 'house', zone: 'z', at: 1 },
  {
    type: 'blind',
    from: 1,
    to: 2,
    moved: [{ device: 'test/door', attribute: 'contact', from: 'closed', to: 'open' }],
    isUncertain: true,
    at: 1,
  },
  { type: 'self-test', ok: false, failures: ['The siren cannot be reached.'], at: 1 },
  { type: 'walk-test', partition: 'house', seen: ['test/door#contact'], missing: [], at: 1 },
  { type: 'trouble', kind: 'jam', device: 'test/lock', on: true, detail: 'stuck', at: 1 },
];

/** A message as it is after the wire. */
const onTheWire = (message: JsonObject): JsonObject => JSON.parse(JSON.stringify(message)) as JsonObject;

describe('an event', () => {
  test.each(CHANGES.map((change) => [change.type, change] as const))(
    'of type %s is read as it was written',
    (_, change) => {
      const message = onTheWire(writeEvent({ n: 7, change }));
      expect(message).toMatchObject({ v: 1, n: 7, at: 1, type: change.type });
      expect(readEvent(message, () => from)).toEqual({ n: 7, change });
    },
  );

  test('tells a partition’s move in words, and leaves out zones that are the same', () => {
    const change: HomeChange = { type: 'partition', partition: 'house', from, to, at: 1 };
    const message = onTheWire(writeEvent({ n: 1, change }));
    expect(message).toMatchObject({ partition: 'house', from: 'disarmed', to: 'triggered', mode: 'away', until: 9 });
    expect(message['view']).not.toHaveProperty('zones');
    const first = onTheWire(writeEvent({ n: 1, change: { type: 'partition', partition: 'house', to, at: 1 } }));
    expect(readEvent(first, () => undefined)?.change).toMatchObject({ to });
  });

  test('names a device by its id', () => {
    const message = writeEvent({ n: 1, change: { type: 'described', device, at: 1 } });
    expect(message).toMatchObject({
      device: 'test/lock',
      view: { v: 1, name: 'Lock', attributes: { lock: { value: 'jammed' } } },
    });
  });

  test('that cannot be read still counts, and never throws', () => {
    const odd = [
      { type: 'from-the-future' },
      { type: '__proto__' },
      { type: 'attribute', device: 'd', attribute: '__proto__', from: true, to: false },
      { type: 'attribute', device: 'd', attribute: 'contact', from: 'closed', to: 'ajar' },
      { type: 'partition', partition: 'house', view: { id: 'house', state: 'melted' } },
      { type: 'described', view: null },
      { type: 'chime', partition: 7 },
    ];
    for (const message of odd) expect(readEvent({ n: 3, at: 1, ...message }, () => undefined)).toEqual({ n: 3 });
    for (const n of [undefined, '3', 1.5, Number.NaN])
      expect(readEvent({ n, at: 1, type: 'chime' }, () => undefined)).toBeUndefined();
  });
});
