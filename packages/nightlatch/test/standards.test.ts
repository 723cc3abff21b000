import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { InnerLine } from './inner-line.ts';

const ENV = { NIGHTLATCH_SECRET_ANA_CODE: '135790' };
const HEAD = 'sources: [{ type: simulator }]\nusers: [{ name: Ana, code: { secret: ana-code } }]\n';
/** A house in which nothing is to be found; `own` goes into its partition, `zones` to its zones. */
const house = (own = '', zones = ''): string => `${HEAD}partitions:
  - id: house
    zones:
      - { device: Front door, type: entry }
      - { device: Kitchen smoke, type: fire }
${zones}${own}`;

let line: InnerLine;
beforeEach(() => {
  line = new InnerLine();
});
afterEach(() => line.clear());

async function findings(text: string): Promise<readonly string[]> {
  line.write('house.yaml', text);
  const { code, out } = await line.run(['check'], { env: ENV });
  const lines = out.trimEnd().split('\n').slice(0, -1);
  expect(code).toBe(lines.length > 0 ? 1 : 0);
  return lines;
}

test('a house that keeps every figure has no finding', async () => {
  expect(await findings(house())).toEqual([]);
});

test.each([
  'sirens: [Hall, { device: Horn, hazards: [burglary, panic], maxSeconds: 180 }]',
  'sirens: [{ device: Hall, hazards: [fire] }, { device: Horn, hazards: [burglary] }]',
  'hazards: { water: { sirenSeconds: 600 } }\n    sirens: [{ device: Horn, maxSeconds: 300 }]',
])('sirens by hazard between which every hazard that is watched for sounds are no finding: %s', async (own) => {
  expect(await findings(house(`    ${own}\n`))).toEqual([]);
});

test('an exit delay that CP-01 allows is no finding, though UL asks for less', async () => {
  expect(await findings(house('    modes: { away: { exitDelay: 90 } }\n'))).toEqual([]);
});

test('entry delay and abort window together name the sum, the figure, its source and the line', async () => {
  expect(await findings(house('    modes: { away: { entryDelay: 45 } }\n'))).toEqual([
    'house.yaml:8 partitions.0.modes.away.entryDelay: The entry delay of mode away is 45 s. entry 45 s + abort 30 s = 75 s; CP-01 asks ≤ 60 s. Use 30 or less, or a shorter abortWindow.',
  ]);
  expect(await findings(house('    modes: { away: { entryDelay: 45 } }\n    abortWindow: 15\n'))).toEqual([]);
});

test.each([
  [
    'modes: { away: { entryDelay: 60 } }',
    'away.entryDelay: The entry delay of mode away is 60 s. EN 50131-1, and UL, asks ≤ 45 s.',
  ],
  [
    'modes: { night: { entryDelay: 20 } }',
    'night.entryDelay: The entry delay of mode night is 20 s. CP-01 asks ≥ 30 s.',
  ],
  ['modes: { away: { entryDelay2: 50 } }', 'away.entryDelay2: The entry delay of mode away is 50 s.'],
  [
    'modes: { away: { exitDelay: 30 } }',
    'away.exitDelay: The exit delay of mode away is 30 s. CP-01 asks 45 to 255 s. UL asks ≤ 60 s. Use 60.',
  ],
  [
    'modes: { away: { autoStay: false } }',
    'away.autoStay: Mode away is armed in full although nobody left. CP-01 asks for auto-stay',
  ],
  ['sirenSeconds: 100', 'sirenSeconds: Sirens sound for 100 s. EN 50131 asks 120 to 900 s.'],
  ['hazards: { water: { sirenSeconds: 60 } }', 'hazards.water.sirenSeconds: Sirens sound for 60 s.'],
  ['hazards: { fire: { verify: 120 } }', 'hazards.fire.verify: A fire is reported only after 120 s.'],
  ['abortWindow: 0', 'abortWindow: The report of an intrusion is never held'],
  [
    'swingerTrips: 0',
    'swingerTrips: A zone may alarm again and again. It is shut down after some; CP-01 asks 1 to 6 alarms.',
  ],
  ['sirens: []', 'sirens: "house" has no siren.'],
  [
    'sirens: [{ device: Horn, hazards: [burglary, panic] }]',
    'sirens: No siren sounds for fire, which "Kitchen smoke" watches for. A warning device of 2 to 15 min: EN 50131. Add fire to the hazards of a siren, or leave them out.',
  ],
  [
    'sirens: [Hall, { device: Horn, maxSeconds: 60 }]',
    'sirens.1.maxSeconds: "Horn" sounds for 60 s. EN 50131 asks 120 to 900 s.',
  ],
  [
    'sirens: [Hall, { device: Horn, maxSeconds: 300 }]',
    'sirens.1.maxSeconds: "Horn" never sounds for as long as 300 s: every siren stops after 240 s.',
  ],
  ['keypads: []', 'keypads: In "house" nothing counts down the delays.'],
])('%s is a finding', async (own, expected) => {
  expect((await findings(house(`    ${own}\n`))).join('\n')).toContain(
    `partitions.0.${own.startsWith('modes') ? 'modes.' : ''}${expected}`,
  );
});

test.each([
  ['{ device: Hall, type: interior }', '"Hall" alone makes the alarm inside, at its first movement.'],
  ['{ device: Back door, type: entry, entryDelay: 50 }', 'The entry delay of "Back door" is 50 s.'],
  ['{ device: Back door, type: entry, whenUnavailable: ignore }', 'Nobody is told when "Back door" is lost.'],
])('the zone %s is a finding at its line', async (zone, expected) => {
  const found = await findings(house('', `      - ${zone}\n`));
  expect(found[0]).toContain('house.yaml:8 ');
  expect(found[0]).toContain(expected);
});

test.each([
  ['{ device: Hall, type: interior, confirm: { activations: 2, withinSeconds: 60 } }'],
  ['{ device: Hall, type: interior }\n      - { device: Stairs, type: interior }'],
])('movement that is confirmed or has a partner is none: %s', async (zone) => {
  expect(await findings(house('', `      - ${zone}\n`))).toEqual([]);
});

test('a mode in which nothing is watched, and a house without smoke detectors, are findings', async () => {
  const found = await findings(`${HEAD}partitions:
  - id: house
    zones: [{ device: Front door, type: entry, modes: [away, vacation, home] }]
`);
  expect(found).toEqual([
    expect.stringContaining('partitions.0.modes.night: Nothing is watched in mode night.'),
    expect.stringContaining('No zone sees smoke or heat.'),
  ]);
});

test('who may disarm without a code, and how long guessing is stopped, are judged', async () => {
  const found = await findings(`${house()}policy:
  lockout: { seconds: 30 }
  withoutCode: { voice: [arm, disarm] }
  disarmOnEntryOnly: [link]
`);
  expect(found).toEqual([
    expect.stringContaining('policy.lockout.seconds: Wrong codes lock for 30 s. EN 50131-3 asks ≥ 90 s.'),
    expect.stringContaining('policy.withoutCode.voice: Whoever reaches voice may disarm without a code.'),
    expect.stringContaining('disarmOnEntryOnly.0: Whoever reaches link may disarm without a code while an entry delay'),
  ]);
});
