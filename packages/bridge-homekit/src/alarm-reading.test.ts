import { describe, expect, test } from '@jest/globals';
import type { HazardStatus, PartitionView } from '@nightlatch/model';
import { ALARM, currentNumber, modeFor, offeredTargets, targetNumber } from './alarm-reading.ts';

function view(fields: Partial<PartitionView>): PartitionView {
  const ready = { away: [], home: [], night: [], vacation: [] };
  return { id: 'house', name: 'House', state: 'disarmed', ready, bypassed: [], alarms: [], zones: [], ...fields };
}

test.each([
  [{ state: 'disarmed' }, ALARM.disarmed, ALARM.disarmed],
  [{ state: 'arming', mode: 'away' }, ALARM.disarmed, ALARM.away],
  [{ state: 'armed', mode: 'away' }, ALARM.away, ALARM.away],
  [{ state: 'armed', mode: 'home' }, ALARM.stay, ALARM.stay],
  [{ state: 'armed', mode: 'night' }, ALARM.night, ALARM.night],
  [{ state: 'armed', mode: 'vacation' }, ALARM.away, ALARM.away],
  [{ state: 'armed', mode: 'party' }, ALARM.away, ALARM.away],
  [{ state: 'pending', mode: 'night' }, ALARM.night, ALARM.night],
  [{ state: 'triggered', mode: 'home' }, ALARM.triggered, ALARM.stay],
] as const)('shows %j as current %i with target %i', (fields, current, target) => {
  expect([currentNumber(view(fields)), targetNumber(view(fields))]).toEqual([current, target]);
});

test.each<[HazardStatus, number]>([
  ['alarm', ALARM.triggered],
  ['verifying', ALARM.triggered],
  ['silenced', ALARM.disarmed],
])('shows a hazard that is %s while disarmed as %i', (status, expected) => {
  const alarms = [{ hazard: 'fire' as const, status, zones: [], since: 0 }];
  expect(currentNumber(view({ alarms }))).toBe(expected);
});

describe('modes for a target', () => {
  test.each([
    [['home', 'away', 'night'], ALARM.away, 'away'],
    [['home', 'vacation'], ALARM.away, 'vacation'],
    [['home', 'party'], ALARM.away, 'party'],
    [['home'], ALARM.away, undefined],
    [['away'], ALARM.night, undefined],
  ])('of the modes %j, target %i arms %s', (modes, target, expected) => {
    const ready = Object.fromEntries(modes.map((mode) => [mode, []]));
    expect(modeFor(view({ ready }), target)).toBe(expected);
  });

  test('offers only what can be armed, and where it stands now', () => {
    expect(offeredTargets(view({ ready: { home: [] } }))).toEqual([ALARM.stay, ALARM.disarmed]);
    const leaving = view({ ready: { home: [] }, state: 'armed', mode: 'night' });
    expect(offeredTargets(leaving)).toEqual([ALARM.stay, ALARM.night, ALARM.disarmed]);
  });
});
