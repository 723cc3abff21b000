import { expect, test } from '@jest/globals';
import type { Health } from '@nightlatch/model';
import { healthDiagnoses } from './health-text.ts';

const WELL: Health = {
  ok: true,
  devices: { total: 3, late: [], lost: [], lowBattery: [], tampered: [] },
  untested: [],
  troubles: [],
};
const NAMING = {
  device: (id: string) => id.toUpperCase(),
  zone: (id: string) => `zone ${id}`,
  instant: (at: number) => `t${at}`,
};

const lines = (health: Partial<Health>): readonly string[] =>
  healthDiagnoses({ ...WELL, ...health }, NAMING).map(({ state, what, detail }) => `${state} ${what}: ${detail}`);

test('a house that is well says so', () => {
  expect(lines({})).toEqual([
    'well Devices: all 3 are there',
    'well Self-test: none yet: one runs each day while the hub does',
    'well Walk test: none yet, no zone is due',
  ]);
});

test('what is wrong is named, each thing once', () => {
  expect(
    lines({
      ok: false,
      devices: { total: 9, late: ['z/a'], lost: ['z/b'], lowBattery: ['z/c'], tampered: ['z/d'] },
      untested: ['w'],
      walkTestAt: 5,
      selfTest: { at: 6, failures: ['The siren cannot be reached.'] },
      blind: { from: 0, to: 180_000 },
      troubles: [
        { kind: 'overdue', device: 'z/a', since: 1 },
        { kind: 'unavailable', device: 'z/b', since: 2 },
        { kind: 'unavailable', device: 'z', since: 3 },
        { kind: 'clock', since: 4 },
      ],
    }),
  ).toEqual([
    'doubtful Devices: of 9, cannot be reached: Z/B; not heard of in their time: Z/A',
    'doubtful Batteries: low: Z/C',
    'doubtful Tampering: Z/D',
    'doubtful Trouble: unavailable of Z since t3',
    'doubtful Trouble: clock since t4',
    'doubtful Self-test: at t6: The siren cannot be reached',
    'well Walk test: last at t5; due: zone w',
    'well Blind: last for 3 min, until t180000',
  ]);
});
