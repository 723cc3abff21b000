import { expect, test } from '@jest/globals';
import { readConfig } from '@nightlatch/assembly';
import * as fc from 'fast-check';
import { readReplayLine } from './replay-line.ts';
import { Replay } from './replay.ts';

const OWN = '135790';
const DURESS = '864201';
const { config } = readConfig(
  {
    users: [{ name: 'Ana', code: { secret: 'own' }, duress: { secret: 'duress' } }],
    partitions: [
      {
        id: 'house',
        zones: [
          { device: 'Door', type: 'entry' },
          { device: 'Window', type: 'perimeter' },
          { device: 'Smoke', type: 'fire' },
        ],
      },
    ],
  },
  { env: { NIGHTLATCH_SECRET_OWN: OWN, NIGHTLATCH_SECRET_DURESS: DURESS } },
);

type Line = Readonly<Record<string, unknown>>;

const spoken = fc.constantFrom<Line>(
  { device: 'Door', state: { contact: 'open' } },
  { device: 'Door', state: { contact: 'closed' } },
  { device: 'Window', state: { contact: 'open' } },
  { device: 'Window', state: { contact: 'closed' } },
  { device: 'Smoke', state: { smoke: true } },
  { device: 'Smoke', state: { smoke: false } },
  { device: 'Window', available: false },
  { device: 'Window', available: true },
  { hub: 'stopped' },
  { hub: 'started' },
);
const asked = fc.record({
  command: fc.record({
    type: fc.constantFrom('disarm', 'silence', 'acknowledge'),
    origin: fc.constantFrom('keypad', 'panel', 'matter'),
    code: fc.constantFrom('own', 'own', 'wrong'),
  }),
});
const armed = fc.constantFrom<Line>(
  { command: { type: 'arm', mode: 'away', force: true, code: 'own', origin: 'keypad' } },
  { command: { type: 'arm', mode: 'home', origin: 'panel' } },
);
const life = fc.array(
  fc.tuple(
    fc.constantFrom(0, 500, 5000, 29_000, 31_000, 300_000),
    fc.oneof({ weight: 3, arbitrary: spoken }, { weight: 2, arbitrary: asked }, armed),
  ),
  { minLength: 1, maxLength: 40 },
);

/** Every line that a replay prints, its summary last, where whoever has a code gives this one. */
function printed(steps: readonly (readonly [number, Line])[], code: string, all = false): readonly Line[] {
  const lines: Line[] = [];
  const replay = new Replay({ config, all, onLine: (line) => void lines.push(line as Line) });
  let at = Date.parse('2026-03-01T20:00:00Z');
  for (const [after, line] of steps) {
    at += after;
    replay.take(readReplayLine(JSON.stringify({ at, ...line }).replace('"code":"own"', `"code":"${code}"`)));
  }
  const { summary, text } = replay.end();
  return [...lines, { ...summary, text }];
}

test('a recording prints the same whether a code was given under duress or not', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const forced = printed(steps, DURESS);
      expect(forced).toEqual(printed(steps, OWN));
      expect(printed(steps, DURESS, true).filter(({ type }) => type !== 'silent')).toEqual(forced);
    }),
    { numRuns: 500 },
  );
});

test('only who asks for everything reads that a disarm was under duress, and what it must not have taken back', () => {
  const steps: readonly (readonly [number, Line])[] = [
    [0, { device: 'Door', state: { contact: 'closed' } }],
    [0, { device: 'Window', state: { contact: 'closed' } }],
    [0, { device: 'Smoke', state: { smoke: false } }],
    [0, { command: { type: 'arm', mode: 'home', origin: 'panel' } }],
    [1000, { device: 'Window', state: { contact: 'open' } }],
    [5000, { command: { type: 'disarm', origin: 'keypad', code: 'own' } }],
  ];
  const statuses = (lines: readonly Line[]) => lines.flatMap(({ type, status }) => (type === 'report' ? [status] : []));
  expect(statuses(printed(steps, DURESS))).toEqual(['held', 'aborted']);
  expect(printed(steps, DURESS, true)).toContainEqual(
    expect.objectContaining({
      type: 'silent',
      event: 'duress',
      user: 'Ana',
      reports: [{ event: 'burglary', code: 'BA', status: 'sent' }],
    }),
  );
});
