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
