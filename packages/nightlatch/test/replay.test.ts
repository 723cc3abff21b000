import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ended } from './command-line.ts';
import { InnerLine } from './inner-line.ts';
import { monthHouse, monthLines, MONTH_LINES } from './month.ts';

const ENV = { NIGHTLATCH_SECRET_ANA_CODE: '135790', NIGHTLATCH_SECRET_ANA_DURESS: '246801' };
const HOUSE = `sources: [{ type: simulator }]
home: { timeZone: UTC }
users:
  - { name: Ana, code: { secret: ana-code }, duress: { secret: ana-duress } }
devices:
  - { id: z/1, name: Front door }
partitions:
  - id: house
    zones:
      - { device: Front door, type: entry, chime: false }
      - { device: Hall motion, type: interior }
      - { device: Kitchen smoke, type: fire }
      - { device: Bedside button, type: panic }
`;

let line: InnerLine;
const house = (text: string): void => line.write('house.yaml', text);
const second = (seconds: number): string => new Date(Date.parse('2026-03-01T22:00:00Z') + seconds * 1000).toISOString();
const at = (seconds: number, rest: object): string => JSON.stringify({ at: second(seconds), ...rest });
const lines = ({ out }: Ended): readonly Record<string, unknown>[] =>
  out
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as Record<string, unknown>);

async function replay(events: readonly string[], ...args: readonly string[]): Promise<Ended> {
  return await line.run(['replay', ...args], { env: ENV, input: `${events.join('\n')}\n` });
}

const QUIET = [
  at(0, { device: 'Front door', state: { contact: 'closed' } }),
  at(0, { device: 'Hall motion', state: { motion: false } }),
];
const arm = (mode = 'away', more: object = {}): object => ({
  command: { type: 'arm', mode, origin: 'panel', ...more },
});

const disarmedWith = (code: string): string[] => [
  ...QUIET,
  at(1, arm('home')),
  at(2, { command: { type: 'disarm', code, origin: 'keypad' } }),
];

beforeEach(() => {
  line = new InnerLine();
  house(HOUSE);
});
afterEach(() => line.clear());

test('counts a fire once, from when it sounds: while it is verified, and also where that clears it', async () => {
  house(`${HOUSE}    hazards: { fire: { verify: 60 } }\n`);
  const fire = (seconds: number, smoke: boolean): string => at(seconds, { device: 'Kitchen smoke', state: { smoke } });
  const silence = (seconds: number): string => at(seconds, { command: { type: 'silence', origin: 'panel' } });
  const cleared = [fire(0, false), fire(1, true), fire(30, false), silence(31), at(100, { end: true })];
  const verified = [fire(0, false), fire(1, true), at(100, { end: true })];
  const alarms = await Promise.all([cleared, verified].map(async (events) => lines(await replay(events)).at(-1)));
  const once = { alarms: [{ partition: 'house', hazard: 'fire', cause: 'Kitchen smoke#smoke', count: 1 }] };
  expect(alarms).toEqual([expect.objectContaining(once), expect.objectContaining(once)]);
});

test('prints every decision as a line, with exactly the keys of its kind, and the summary last', async () => {
  const ended = await replay([
    ...QUIET,
    at(1, arm('away', { code: '135790' })),
    at(10, { device: 'Front door', state: { contact: 'open' } }),
    at(15, { device: 'Front door', state: { contact: 'closed' } }),
    at(100, { device: 'front door', state: { contact: 'open' } }),
    at(200, { command: { type: 'disarm', code: '999999', origin: 'keypad' } }),
    at(201, { command: { type: 'disarm', code: '135790', origin: 'keypad' } }),
    at(300, { device: 'Kitchen smoke', state: { smoke: true } }),
    at(301, { device: 'Porch', state: { motion: true, humidity: 40 } }),
    at(302, { device: 'Front door', state: { battery: 10 } }),
    at(400, { end: true }),
  ]);
  expect([ended.code, ended.err]).toEqual([0, '']);
  const ana = { origin: 'keypad', user: 'Ana' };
  const opened = { device: 'z/1', attribute: 'contact', value: 'open' };
  const smoke = { device: 'Kitchen smoke', attribute: 'smoke', value: true };
  const state = { type: 'state', partition: 'house' };
  const hazard = { type: 'hazard', partition: 'house' };
  const report = { type: 'report', event: 'burglary' };
  const armed = { mode: 'away', actor: { origin: 'panel', user: 'Ana' }, cause: { command: 'arm' } };
  expect(lines(ended).slice(0, -1)).toEqual([
    { at: second(1), ...state, from: 'disarmed', to: 'arming', until: second(61), ...armed },
    { at: second(61), ...state, from: 'arming', to: 'armed', mode: 'away', cause: { timer: 'exit' } },
    { at: second(100), ...state, from: 'armed', to: 'pending', mode: 'away', until: second(130), cause: opened },
    { at: second(130), type: 'siren', on: true, pattern: 'burglary' },
    {
      at: second(130),
      ...state,
      from: 'pending',
      to: 'triggered',
      mode: 'away',
      until: second(370),
      cause: { timer: 'entry' },
    },
    { at: second(130), ...hazard, hazard: 'burglary', zone: 'z/1#contact', to: 'alarm' },
    { at: second(130), ...report, code: 'BA', status: 'held' },
    { at: second(160), ...report, code: 'BA', status: 'sent' },
    { at: second(200), type: 'refused', command: 'disarm', reason: 'wrong-code' },
    { at: second(201), type: 'siren', on: false },
    { at: second(201), ...state, from: 'triggered', to: 'disarmed', actor: ana, cause: { command: 'disarm' } },
    { at: second(201), ...report, code: 'BC', status: 'cancelled' },
    { at: second(201), ...hazard, hazard: 'burglary', to: 'restored' },
    { at: second(201), type: 'report', event: 'burglary-restored', code: 'BH', status: 'sent' },
    { at: second(300), type: 'siren', on: true, pattern: 'fire' },
    { at: second(300), ...state, from: 'disarmed', to: 'triggered', cause: smoke },
    { at: second(300), ...hazard, hazard: 'fire', zone: 'Kitchen smoke#smoke', to: 'alarm' },
    { at: second(300), type: 'report', event: 'fire', code: 'FA', status: 'sent' },
    { at: second(302), type: 'trouble', kind: 'low-battery', device: 'z/1', on: true },
  ]);
  expect(lines(ended).at(-1)).toEqual({
    type: 'summary',
    from: second(0),
    to: second(400),
    lines: 12,
    armedHours: { house: { away: 0.04 } },
    alarms: [
      { partition: 'house', hazard: 'burglary', cause: 'z/1#contact', count: 1 },
      { partition: 'house', hazard: 'fire', cause: 'Kitchen smoke#smoke', count: 1 },
    ],
    refusals: { 'wrong-code': 1 },
    troubles: { 'low-battery': 1 },
    chimes: 0,
    blind: { stops: 0, seconds: 0, armedSeconds: 0 },
    devices: 4,
    unwatchedDevices: 1,
    unseen: 0,
  });
});

test('a siren with rules of its own has lines of its own, which name it', async () => {
  house(
    HOUSE.replace(
      '    zones:',
      '    sirens: [Hall, { device: Horn, hazards: [burglary], maxSeconds: 180 }]\n    zones:',
    ),
  );
  const ended = await replay([
    ...QUIET,
    at(1, arm('home')),
    at(10, { device: 'Front door', state: { contact: 'open' } }),
    at(100, { device: 'Kitchen smoke', state: { smoke: true } }),
    at(400, { end: true }),
  ]);
  expect(lines(ended).filter((one) => (one as { type: string }).type === 'siren')).toEqual([
    { at: second(40), type: 'siren', on: true, pattern: 'burglary' },
    { at: second(40), type: 'siren', on: true, pattern: 'burglary', device: 'Horn' },
    { at: second(100), type: 'siren', on: true, pattern: 'fire' },
    { at: second(220), type: 'siren', on: false, device: 'Horn' },
  ]);
});

test('a zone that the recording has not told of is unknown, and refuses arming', async () => {
  const ended = await replay([QUIET[0] ?? '', at(1, arm())]);
  expect(lines(ended)[0]).toEqual({
    at: second(1),
    type: 'refused',
    command: 'arm',
    reason: 'zones-unknown',
    zones: ['Hall motion#motion'],
  });
});

test('what the house did while the hub was stopped is found at its start, and what was momentary is not', async () => {
  const ended = await replay([
    ...QUIET,
    at(1, arm('away', { skipDelay: true })),
    at(60, { hub: 'stopped' }),
    at(61, { device: 'Front door', state: { contact: 'open' } }),
    at(62, { device: 'Front door', state: { contact: 'closed' } }),
    at(63, { device: 'Front door', state: { contact: 'open' } }),
    at(64, { device: 'Bedside button', event: 'panic' }),
    at(65, { command: { type: 'disarm', code: '135790' } }),
    at(180, { hub: 'started' }),
    at(190, { end: true }),
  ]);
  const states = lines(ended).filter(({ type }) => type === 'state');
  expect(states.map(({ to, cause }) => [to, cause])).toEqual([
    ['armed', { command: 'arm' }],
    ['pending', { timer: 'blind' }],
  ]);
  expect(lines(ended).at(-1)).toMatchObject({ blind: { stops: 1, seconds: 120, armedSeconds: 120 }, unseen: 2 });
});

test('deadlines run while nothing happens, each at its instant, up to the last line', async () => {
  const events = [
    ...QUIET,
    at(1, arm('away', { skipDelay: true })),
    at(2, { device: 'Front door', state: { contact: 'open' } }),
  ];
  const told = async (seconds: number): Promise<unknown[]> =>
    lines(await replay([...events, at(seconds, { end: true })])).map(({ at: when, to }) => [when, to].join(' '));
  expect(await told(31.9)).not.toContainEqual(expect.stringContaining('triggered'));
  expect(await told(600)).toEqual(
    expect.arrayContaining([`${second(32)} triggered`, `${second(272)} armed`, `${second(272)} silenced`]),
  );
});

test('equal instants keep the order of the file', async () => {
  const open = at(1, { device: 'Front door', state: { contact: 'open' } });
  const armHome = at(1, arm('home'));
  expect(lines(await replay([...QUIET, open, armHome]))[0]).toMatchObject({ type: 'refused', reason: 'zones-open' });
  expect(
    lines(await replay([...QUIET, armHome, open]))
      .map(({ to }) => to)
      .slice(0, 2),
  ).toEqual(['armed', 'pending']);
});

test('instants are written as the recording writes them', async () => {
  const events = [...QUIET, at(1, arm('home'))].map((text) => {
    const { at: when, ...rest } = JSON.parse(text) as { at: string };
    return JSON.stringify({ at: Date.parse(when), ...rest });
  });
  const [armed, summary] = lines(await replay(events));
  expect([armed?.['at'], summary?.['to']]).toEqual([Date.parse(second(1)), Date.parse(second(1))]);
});

test('a house that lists no zones adopts what its recording tells of', async () => {
  house('sources: [{ type: simulator }]\n');
  const ended = await replay([
    at(0, { device: 'Any door', state: { contact: 'closed' } }),
    at(1, arm('home')),
    at(2, { device: 'Any door', state: { contact: 'open' } }),
    at(3, { device: 'Detector', state: { smoke: true } }),
  ]);
  expect(lines(ended).map(({ to, zone }) => to ?? zone)).toEqual(
    expect.arrayContaining(['armed', 'pending', 'triggered', 'alarm']),
  );
  expect(lines(ended).at(-1)).toMatchObject({ devices: 2, unwatchedDevices: 0 });
});

test('a temperature that freezes alarms at the zone of its type', async () => {
  house('partitions: [{ id: house, zones: [{ device: Pipe, type: freeze }] }]\n');
  const cold = [20, 5, 3].map((temperature, index) => at(index, { device: 'Pipe', state: { temperature } }));
  expect(lines(await replay(cold)).filter(({ type }) => type === 'hazard')).toEqual([
    { at: second(2), type: 'hazard', partition: 'house', hazard: 'freeze', zone: 'Pipe#temperature', to: 'alarm' },
  ]);
});

test('duress looks like any disarming, and shows only to whoever asks', async () => {
  const calm = await replay(disarmedWith('135790'));
  expect((await replay(disarmedWith('246801'))).out).toBe(calm.out);
  expect((await replay(disarmedWith('246801'), '--all')).out).toContain('"type":"silent","event":"duress"');
});

test('a code that only the database knows counts as wrong, and that is said', async () => {
  house(HOUSE.replace('users:', 'users:\n  - { name: Ben }'));
  const ended = await replay([...QUIET, at(1, { command: { type: 'disarm', code: '135791', origin: 'keypad' } })]);
  expect(lines(ended)[0]).toMatchObject({ reason: 'wrong-code' });
  expect([ended.code, ended.err]).toEqual([
    0,
    'note: only the database knows the code of Ben, so that here it counts as wrong.\n',
  ]);
});

describe('a line that cannot be used stops it with its number and the reason, after what came before', () => {
  const before = [...QUIET, '', at(1, arm('home'))];

  test.each([
    ['is not JSON', '{"at":', 'It is not JSON: write one object a line.'],
    [
      'is earlier',
      at(0.5, { end: true }),
      'It is earlier than the line before: write the lines in order of their time.',
    ],
    [
      'is in seconds',
      '{"at":4000000000000,"end":true}',
      'It is more than a year after the line before: write at in milliseconds, or as ISO 8601.',
    ],
    [
      'tells of a watched device what nobody understands',
      at(2, { device: 'Front door', state: { contcat: 'open' } }),
      '"Front door" has no attribute "contcat": did you mean "contact"?',
    ],
    ['is endless', `"${'x'.repeat(1_100_000)}`, 'It is longer than 1,000,000 characters.'],
  ])('%s', async (_, bad, reason) => {
    const ended = await replay([...before, bad]);
    expect([ended.code, ended.err]).toEqual([2, `standard input:5: ${reason}\n`]);
    expect(ended.out).toContain('"to":"armed"');
    expect(ended.out).not.toContain('summary');
  });

  test('comes after the end', async () => {
    const { code, err } = await replay([at(0, { end: true }), at(1, { end: true })]);
    expect([code, err]).toEqual([2, 'standard input:2: It comes after the end.\n']);
  });

  test('and never with the code that stands in it', async () => {
    const { err, out } = await replay(['{"at":1,"command":{"type":"disarm","code":"135790",}}']);
    expect(err + out).not.toContain('135790');
  });
});

test.each([
  ['a recording that is not there', ['none.ndjson'], 'none.ndjson: there is no such file.\n'],
  [
    'a configuration that is not there',
    ['-c', 'none.yaml'],
    'none.yaml: There is no such file. Make one with: nightlatch init\n',
  ],
])('%s ends with 2', async (_, args, err) => {
  expect(await replay([], ...args)).toEqual({ code: 2, out: '', err });
});

test('an empty recording is a replay of nothing', async () => {
  const ended = await replay([]);
  expect([ended.code, lines(ended).length]).toEqual([0, 1]);
});

describe('a month of sixty thousand lines', () => {
  test('says in words what it came to: armed hours, alarms by cause, troubles, blind time', async () => {
    house(monthHouse());
    line.write('month.ndjson', monthLines().join('\r\n'));
    const { code, out } = await line.run(['replay', '--summary', 'month.ndjson'], { env: ENV });
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 6)).toEqual([
      `2026-03-01 00:00:00 to 2026-04-01 00:00:00: ${MONTH_LINES.toLocaleString('en')} lines, 12 devices.`,
      'Armed: house 507.9 h (away 282.9 h, night 225.0 h).',
      '9 alarms:',
      '  3 ×  burglary  house  Hall motion',
      '  3 ×  burglary  house  Stairs motion',
      '  3 ×  burglary  house  Living room motion',
    ]);
    expect(out).toContain('Troubles: blind 1, unavailable 1, low-battery 1.');
    expect(out).toContain('Blind: 3 min 00 s in 1 stop, 3 min 00 s of it armed.');
    expect(out).toContain('No zone names 2 devices: Porch motion, Fridge.');
  });

  test('shows what the grace for a late door saved: the thirteen returns whose motion came first', async () => {
    house(monthHouse({ partition: '    followerGrace: 0\n' }));
    const ended = await replay(monthLines(), '--summary');
    expect(ended.out).toContain('22 alarms:');
  });

  test('shows what confirmation saves: the nine pulses of an empty house', async () => {
    house(monthHouse({ hall: ', confirm: { activations: 2, withinSeconds: 60 }' }));
    expect((await replay(monthLines(), '--summary')).out).toContain('No alarm.');
    const burgled = await replay(monthLines({ hasBurglar: true }), '--summary');
    expect(burgled.out).toContain('1 alarm:');
  });
});

test('keeps the schedules of people on the clock of the house, as it was then', async () => {
  const windows = '[{ days: [mon], from: "06:00", to: "08:00" }]';
  /* 22:00 on Sunday in Greenwich is 07:00 on Monday in Tokyo. */
  for (const [zone, isOpen] of [
    ['Asia/Tokyo', true],
    ['Europe/London', false],
  ] as const) {
    house(
      HOUSE.replace('timeZone: UTC', `timeZone: ${zone}`).replace(
        '- { name: Ana,',
        `- { name: Ana, schedule: ${windows},`,
      ),
    );
    const out = lines(
      await replay([
        at(0, { device: 'Front door', state: { contact: 'closed' } }),
        at(1, { device: 'Hall motion', state: { motion: false } }),
        at(2, { command: { type: 'arm', mode: 'home', origin: 'panel' } }),
        at(3, { command: { type: 'disarm', code: '135790', origin: 'panel' } }),
        at(4, { end: true }),
      ]),
    );
    const refused = out.filter(({ type }) => type === 'refused').map(({ reason }) => reason);
    expect([zone, refused]).toEqual([zone, isOpen ? [] : ['wrong-code']]);
  }
});
