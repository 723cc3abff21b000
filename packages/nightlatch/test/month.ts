/**
 * A month of a real-seeming house, the same each time: 74 returns, of which in 13 the hall's motion detector reports 0.03
 * to 0.44 s before the door, and nine isolated one-second motion pulses in the empty house. Both happened in a real one.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-03-01T00:00:00Z');
const DAYS = 31;
const RETURNS = 74;
const EARLY_RETURNS = 13;
const PULSES = 9;

export const MONTH_LINES = 60_000;

/** The house of the month, as its owner would write it; the keys of a zone or of the partition can be changed. */
export function monthHouse({ hall = '', partition = '' } = {}): string {
  return `sources: [{ type: simulator }]
users:
  - { name: Ana, code: { secret: ana-code } }
partitions:
  - id: house
${partition}    zones:
      - { device: Front door, type: entry }
      - { device: Back door, type: entry }
      - { device: Kitchen window, type: perimeter }
      - { device: Bedroom window, type: perimeter }
      - { device: Hall motion, type: interior${hall} }
      - { device: Stairs motion, type: interior${hall} }
      - { device: Living room motion, type: interior${hall} }
      - { device: Kitchen smoke, type: fire }
      - { device: Boiler, type: co }
      - { device: Laundry floor, type: water }
`;
}

const MOTION = ['Hall motion', 'Stairs motion', 'Living room motion'] as const;
const AT_REST: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'Front door': { contact: 'closed', battery: 90 },
  'Back door': { contact: 'closed' },
  'Kitchen window': { contact: 'closed' },
  'Bedroom window': { contact: 'closed' },
  'Hall motion': { motion: false },
  'Stairs motion': { motion: false },
  'Living room motion': { motion: false },
  'Kitchen smoke': { smoke: false },
  Boiler: { carbonMonoxide: false },
  'Laundry floor': { waterLeak: false },
  'Porch motion': { motion: false },
  Fridge: { temperature: 4 },
};

interface Absence {
  readonly from: number;
  readonly to: number;
}

interface Line {
  readonly at: number;
  readonly [key: string]: unknown;
}

export interface MonthOptions {
  /** A burglar comes through a window that nobody watches, on the tenth day, and walks about. */
  readonly hasBurglar?: boolean;
}

/** Writes the month, one JSON object a line, in order of time: 60,000 lines. */
export function monthLines({ hasBurglar = false }: MonthOptions = {}): string[] {
  const random = seeded(7);
  const absences = absencesOf(random);
  const lines: Line[] = Object.entries(AT_REST).map(([device, state]) => ({ at: START, device, state }));
  lines.push(...nights(), ...absences.flatMap((absence, index) => outing(absence, index, random)));
  lines.push(...pulses(absences, random), ...troubles());
  if (hasBurglar) lines.push(...burglar(absences));
  lines.push({ at: START + DAYS * DAY, end: true });
  lines.push(...living(absences, MONTH_LINES - lines.length, random));
  return lines.sort((one, other) => one.at - other.at).map((line) => written(line));
}

/** Epoch milliseconds as the design's examples write them. */
function written({ at, ...rest }: Line): string {
  return JSON.stringify({ at: new Date(at).toISOString(), ...rest });
}

/** Out to work in the morning, out in the afternoon, and on some evenings. */
function absencesOf(random: () => number): readonly Absence[] {
  const evenings = RETURNS - 2 * DAYS;
  return Array.from({ length: DAYS }, (_, day) => {
    const at = (hour: number): number => START + day * DAY + Math.floor((hour + random() * 0.4) * HOUR);
    const usual = [
      { from: at(8), to: at(12) },
      { from: at(13.2), to: at(17.5) },
    ];
    return day < evenings ? [...usual, { from: at(19.5), to: at(21.5) }] : usual;
  }).flat();
}

/** Armed from half past eleven to seven. */
function nights(): readonly Line[] {
  return Array.from({ length: DAYS - 1 }, (_, day) => {
    const night = START + day * DAY + 23.5 * HOUR;
    return [
      { at: night, command: { type: 'arm', mode: 'night', origin: 'homekit' } },
      { at: night + 7.5 * HOUR, command: { type: 'disarm', code: '135790', origin: 'keypad' } },
    ];
  }).flat();
}

/** Leaves by the front door within the exit delay, and comes back by it. */
function outing({ from, to }: Absence, index: number, random: () => number): readonly Line[] {
  const isEarly = index % Math.floor(RETURNS / EARLY_RETURNS) === 0 && index / 5 < EARLY_RETURNS;
  const early = 30 + Math.floor(random() * 411);
  const moved = isEarly ? to - early : to + 1200;
  return [
    { at: from, command: { type: 'arm', mode: 'away', origin: 'homekit' } },
    ...opened(from + 20_000, 6000),
    { at: moved, device: 'Hall motion', state: { motion: true } },
    ...opened(to, 7000),
    { at: to + 15_000, command: { type: 'disarm', code: '135790', origin: 'keypad' } },
    { at: to + 20_000, device: 'Hall motion', state: { motion: false } },
  ];
}

function opened(at: number, forMs: number): readonly Line[] {
  return [
    { at, device: 'Front door', state: { contact: 'open' } },
    { at: at + forMs, device: 'Front door', state: { contact: 'closed' } },
  ];
}

/** A detector sees what is not there for one second, long after the house was left and long before anyone comes. */
function pulses(absences: readonly Absence[], random: () => number): readonly Line[] {
  return Array.from({ length: PULSES }, (_, index) => {
    const { from, to } = absences[index * 8 + 3] ?? { from: 0, to: 0 };
    const at = Math.floor(from + (to - from) * (0.3 + random() * 0.4));
    const device = MOTION[index % MOTION.length];
    return [
      { at, device, state: { motion: true } },
      { at: at + 1000, device, state: { motion: false } },
    ];
  }).flat();
}

function instant(day: number, hour: number): number {
  return START + day * DAY + hour * HOUR;
}

/** A stop of the hub in an absence, a lost detector, a battery that runs low. */
function troubles(): readonly Line[] {
  return [
    { at: instant(4, 10), hub: 'stopped' },
    { at: instant(4, 10.05), hub: 'started' },
    { at: instant(12, 18.5), device: 'Stairs motion', available: false },
    { at: instant(12, 19), device: 'Stairs motion', available: true },
    { at: instant(20, 18.6), device: 'Front door', state: { battery: 14 } },
  ];
}

function burglar(absences: readonly Absence[]): readonly Line[] {
  const { from = 0 } = absences.find((absence) => absence.from > START + 9 * DAY + 12 * HOUR) ?? {};
  const walk = ['Living room motion', 'Living room motion', 'Hall motion', 'Stairs motion', 'Hall motion'];
  return walk.flatMap((device, index) => [
    { at: from + HOUR + index * 20_000, device, state: { motion: true } },
    { at: from + HOUR + index * 20_000 + 6000, device, state: { motion: false } },
  ]);
}

/** Fills the month with its ordinary movement, while somebody is in and awake, and with a fridge. */
function living(absences: readonly Absence[], count: number, random: () => number): readonly Line[] {
  const isOut = (at: number): boolean => absences.some(({ from, to }) => at > from - MINUTE && at < to + MINUTE);
  const isAsleep = (at: number): boolean => (at - START) % DAY < 7.1 * HOUR || (at - START) % DAY > 23.4 * HOUR;
  const lines: Line[] = [];
  const step = Math.floor((DAYS * DAY) / count);
  for (let index = 0; lines.length < count; index += 1) {
    const at = START + MINUTE + ((index * step) % (DAYS * DAY - HOUR)) + Math.floor(random() * 1000);
    const isQuiet = isOut(at) || isAsleep(at) || count - lines.length < 2;
    if (isQuiet) lines.push({ at, device: 'Fridge', state: { temperature: Math.round(40 + random() * 20) / 10 } });
    else {
      const device = random() < 0.1 ? 'Porch motion' : MOTION[Math.floor(random() * MOTION.length)];
      lines.push({ at, device, state: { motion: true } }, { at: at + 10_000, device, state: { motion: false } });
    }
  }
  return lines;
}

/** Numbers from 0 up to 1 that repeat with their seed: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
