import { describe, expect, test } from '@jest/globals';
import { MemoryHome } from '@nightlatch/testing';
import { DEVICES, smallHouse } from '../../test/small-house.ts';
import { isSelfTestDue, selfTestFailures } from './self-test.ts';

function home(): MemoryHome {
  const home = new MemoryHome();
  for (const device of DEVICES) home.device(device).available(device.id, true);
  return home;
}

const look = (at: MemoryHome, more: object = {}): readonly string[] =>
  selfTestFailures({ snapshot: at.snapshot, alarm: smallHouse(), sources: ['hand', 'z'], ...more });

describe('the daily self-test', () => {
  test('finds nothing where all is well', () => {
    expect(look(home())).toEqual([]);
  });

  test('names a siren that cannot be reached, a source that is away, a clock that jumped', () => {
    const house = home().available('hand/siren', false);
    house.store.setTroubles(
      [
        { kind: 'unavailable', device: 'z', since: 0 },
        { kind: 'unavailable', device: 'hand/siren', since: 0 },
        { kind: 'clock', since: 0 },
      ],
      [],
    );
    expect(look(house)).toEqual([
      'The source z is away.',
      'The siren siren cannot be reached.',
      'The clock jumped, and nobody has taken note of it.',
    ]);
  });

  test('counts a siren that nobody has heard of as one that cannot be reached', () => {
    expect(look(new MemoryHome())).toEqual(['The siren hand/siren cannot be reached.']);
  });

  test('names a journal and keys that cannot be used', () => {
    expect(look(home(), { journal: 'disk full', keys: 'gone' })).toEqual([
      'The journal cannot be written: disk full',
      'The keys cannot be read: gone',
    ]);
  });
});

const due = (now: number, last?: string) => isSelfTestDue({ now, due: 150 }, { today: '2026-03-29', last });

describe('is due', () => {
  test('once on each day, at its minute or as soon after as anybody runs', () => {
    expect([due(149), due(150), due(1200), due(1200, '2026-03-28'), due(1200, '2026-03-29')]).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});
