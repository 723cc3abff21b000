import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { HomeChange, HomeSnapshot, PartitionView } from '@nightlatch/model';
import type { SharedHome } from '../connection/shared-home.ts';
import { HomeBoard } from './home-board.ts';
import type { HomeView } from './home-view.ts';

const VIEW: PartitionView = {
  id: 'house',
  name: 'House',
  state: 'armed',
  mode: 'night',
  ready: { night: [], away: ['a/door#contact'] },
  bypassed: [],
  alarms: [{ hazard: 'fire', status: 'alarm', zones: ['a/door#contact'], since: 5 }],
  zones: [
    { id: 'a/door#contact', name: 'Door', device: 'a/door', signal: 'contact', type: 'entry', modes: [] },
    { id: 'a/key#panic', name: 'Key', device: 'a/key', signal: 'panic', type: 'silent-panic', modes: [] },
  ],
};

/** A home whose changes the test makes. */
function homeOf(link: 'online' | 'unknown' = 'online'): {
  readonly home: SharedHome;
  readonly tell: (change: HomeChange) => void;
} {
  const listeners = new Set<(change: HomeChange) => void>();
  const snapshot: HomeSnapshot = { link, devices: new Map(), partitions: new Map([['house', VIEW]]), troubles: [] };
  const home = {
    id: 'flat',
    home: { name: 'Flat' },
    snapshot,
    subscribe(listener: (change: HomeChange) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  } as unknown as SharedHome;
  return {
    home,
    tell: (change) => listeners.forEach((listener) => listener(change)),
  };
}

let sent: { topic: string; data: object; isRetained: boolean }[];
let board: HomeBoard;
const views = (): HomeView[] =>
  sent.flatMap(({ topic, data }) => (topic === 'nightlatch/home/n' ? [data as HomeView] : []));
const disarmed = (user: string): HomeChange => ({
  type: 'partition',
  partition: 'house',
  from: VIEW,
  to: { ...VIEW, state: 'disarmed' },
  actor: { origin: 'keypad', user },
  at: 1,
});

beforeEach(() => {
  jest.useFakeTimers();
  sent = [];
  board = new HomeBoard();
  board.connect((topic, data, isRetained) => sent.push({ topic, data, isRetained }));
});
afterEach(() => {
  jest.useRealTimers();
});

test('sends a home with its partitions, what is in the way of each mode, and its alarms', () => {
  board.show('n', { name: '', home: homeOf().home });
  expect(views()).toEqual([
    {
      id: 'n',
      name: 'Flat',
      link: 'online',
      alarms: [
        expect.objectContaining({
          word: 'alarm',
          mode: 'night',
          unknown: ['Door'],
          modes: [
            { mode: 'night', inTheWay: [] },
            { mode: 'away', inTheWay: ['Door'] },
          ],
          hazards: [{ partition: 'house', hazard: 'fire', status: 'alarm', zones: ['Door'], since: 5 }],
        }),
      ],
      troubles: [],
      events: [],
    },
  ]);
  expect(sent.at(-1)).toEqual({ topic: 'nightlatch/homes', data: { ids: ['n'] }, isRetained: true });
});

test('without the hub tells names and nothing else', () => {
  board.show('n', { name: 'Villa', home: homeOf('unknown').home });
  const nothing = { modes: [], open: [], unknown: [], bypassed: [], memory: [], hazards: [] };
  expect(views()).toEqual([
    {
      id: 'n',
      name: 'Villa',
      link: 'unknown',
      alarms: [{ id: 'house', name: 'House', word: 'unknown', ...nothing }],
      troubles: [],
      events: [],
    },
  ]);
});

test('a storm is sent at most ten times a second, its end always, and nothing twice', () => {
  const { home, tell } = homeOf();
  board.show('n', { name: '', home });
  for (let n = 0; n < 1000; n += 1) tell(disarmed(`user ${n}`));
  expect(views()).toHaveLength(1);
  jest.advanceTimersByTime(100);
  expect(views()).toHaveLength(2);
  expect(views()[1]?.events).toHaveLength(25);
  expect(views()[1]?.events[0]).toEqual({
    at: 1,
    word: 'disarmed',
    name: 'House',
    mode: 'night',
    because: [],
    by: 'keypad',
    user: 'user 999',
  });
  jest.advanceTimersByTime(1000);
  expect(views()).toHaveLength(2);
});

test('events outlive a deploy, and are another home’s no longer', () => {
  const { home, tell } = homeOf();
  board.show('n', { name: '', home });
  tell(disarmed('Ana'));
  board.show('n', { name: 'New name', home });
  jest.advanceTimersByTime(100);
  expect(views().at(-1)).toMatchObject({ name: 'New name', events: [{ user: 'Ana' }] });
  board.show('n', { name: '', home: homeOf().home });
  jest.advanceTimersByTime(100);
  expect(views().at(-1)).toMatchObject({ events: [] });
});

test('a deleted home is listed no more, and its state is kept nowhere', () => {
  const { home, tell } = homeOf();
  board.show('n', { name: '', home });
  sent = [];
  board.remove('n');
  tell(disarmed('Ana'));
  jest.advanceTimersByTime(1000);
  expect(sent).toEqual([
    { topic: 'nightlatch/homes', data: { ids: [] }, isRetained: true },
    { topic: 'nightlatch/home/n', data: { id: 'n' }, isRetained: false },
  ]);
});

test('a silent panic key is not among the events', () => {
  const { home, tell } = homeOf();
  board.show('n', { name: '', home });
  tell({ type: 'event', device: 'a/key', event: 'panic', at: 1 });
  tell({ type: 'event', device: 'a/other', event: 'panic', at: 2 });
  jest.advanceTimersByTime(100);
  expect(
    views()
      .at(-1)
      ?.events.map(({ at }) => at),
  ).toEqual([2]);
});

test('a board that begins to send late sends all that it knows', () => {
  const late = new HomeBoard();
  late.show('n', { name: 'Villa', problem: 'No broker.' });
  late.connect((topic, data, isRetained) => sent.push({ topic, data, isRetained }));
  expect(views()).toEqual([
    { id: 'n', name: 'Villa', link: 'unknown', problem: 'No broker.', alarms: [], troubles: [], events: [] },
  ]);
});
