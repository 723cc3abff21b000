import { expect, test } from '@jest/globals';
import type { HomeChange, HomeSnapshot, PartitionView } from '@nightlatch/model';
import { EVENT_WORDS } from './event-words.ts';
import { eventsOf } from './events-of.ts';

const VIEW: PartitionView = {
  id: 'house',
  name: 'House',
  state: 'disarmed',
  ready: {},
  bypassed: [],
  alarms: [],
  zones: [],
};
const SNAPSHOT: HomeSnapshot = {
  link: 'online',
  devices: new Map(),
  partitions: new Map([['house', VIEW]]),
  troubles: [],
};
const became = (from: Partial<PartitionView>, to: Partial<PartitionView>): HomeChange => ({
  type: 'partition',
  partition: 'house',
  from: { ...VIEW, ...from },
  to: { ...VIEW, ...to },
  at: 1,
});

test.each<[HomeChange, readonly string[]]>([
  [became({}, { state: 'arming', mode: 'away' }), ['arming']],
  [became({ state: 'arming', mode: 'away' }, { state: 'armed', mode: 'away' }), ['armed']],
  [became({ state: 'armed', mode: 'away' }, { state: 'pending', mode: 'away' }), ['entry']],
  [became({ state: 'triggered', mode: 'away' }, { state: 'armed', mode: 'away' }), []],
  [became({ state: 'armed', mode: 'away' }, {}), ['disarmed']],
  [became({}, { ready: { away: ['a'] } }), []],
  [became({ bypassed: ['a'] }, { bypassed: ['b'] }), ['bypassed', 'unbypassed']],
  [{ type: 'hazard', partition: 'house', hazard: 'fire', to: 'alarm', at: 1 }, ['alarm']],
  [became({}, { memory: ['a'] }), ['memory']],
  [became({ memory: ['a'] }, { memory: ['a'] }), []],
  [became({ memory: ['a'], state: 'armed', mode: 'away' }, {}), ['disarmed', 'memory']],
  [{ type: 'progress', partition: 'house', phase: 'exit', pace: 'slow', until: 2, at: 1 }, ['progress']],
  [{ type: 'self-test', ok: true, failures: [], at: 1 }, ['self-test']],
  [{ type: 'event', device: 'a/b', event: 'medical', at: 1 }, ['panic']],
  [{ type: 'event', device: 'a/b', event: 'keypad', at: 1 }, []],
  [{ type: 'trouble', kind: 'jam', on: false, at: 1 }, ['trouble-over']],
  [{ type: 'attribute', device: 'a/b', attribute: 'tamper', from: false, to: true, cause: 'live', at: 1 }, ['tamper']],
  [{ type: 'attribute', device: 'a/b', attribute: 'tamper', from: 'unknown', to: true, cause: 'retained', at: 1 }, []],
  [{ type: 'link', to: 'unknown', at: 1 }, ['link-lost']],
])('%j is told as %j', (change, words) => {
  const told = eventsOf(change, SNAPSHOT).map(({ payload }) => payload);
  expect(told).toEqual(words);
  expect(told.every((word) => EVENT_WORDS.includes(word))).toBe(true);
});

const DOOR = {
  id: 'a/door#contact',
  name: 'Front door',
  device: 'a/door',
  signal: 'contact',
  type: 'entry',
  modes: [],
} as const;
const WITH_DOOR: HomeSnapshot = { ...SNAPSHOT, partitions: new Map([['house', { ...VIEW, zones: [DOOR] }]]) };

test.each<[HomeChange, object]>([
  [
    {
      type: 'report',
      partition: 'house',
      event: 'burglary',
      status: 'held',
      code: 'BA',
      contactId: '1130',
      zone: DOOR.id,
      recentClosing: true,
      at: 1,
    },
    {
      payload: 'report',
      id: 'house',
      more: {
        report: 'burglary',
        status: 'held',
        code: 'BA',
        contactId: '1130',
        zone: { id: DOOR.id, name: 'Front door' },
        recentClosing: true,
      },
    },
  ],
  [
    { type: 'progress', partition: 'house', phase: 'entry', pace: 'off', at: 1 },
    { payload: 'progress', partition: 'house', more: { phase: 'entry', pace: 'off' } },
  ],
  [
    { type: 'walk-test', partition: 'house', seen: [], missing: [DOOR.id], at: 1 },
    { payload: 'walk-test', more: { seen: [], missing: [{ id: DOOR.id, name: 'Front door' }] } },
  ],
  [
    { type: 'self-test', ok: false, failures: ['The disk is full.'], at: 1 },
    { payload: 'self-test', kind: 'home', more: { ok: false, failures: ['The disk is full.'] } },
  ],
  [
    {
      type: 'blind',
      from: 1,
      to: 5,
      moved: [{ device: 'a/door', attribute: 'contact', from: 'closed', to: 'open' }],
      at: 6,
    },
    {
      payload: 'blind',
      more: { from: 1, to: 5, moved: [{ id: 'a/door', attribute: 'contact', from: 'closed', to: 'open' }] },
    },
  ],
  [became({}, { memory: [DOOR.id] }), { payload: 'memory', more: { zones: [{ id: DOOR.id, name: 'Front door' }] } }],
])('%j is told with all that it says', (change, told) => {
  expect(eventsOf(change, WITH_DOOR)).toMatchObject([told]);
});
