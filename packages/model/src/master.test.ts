import { describe, expect, test } from '@jest/globals';
import type { Master } from './master.ts';
import { masterView } from './master.ts';
import type { PartitionView } from './partition.ts';

const ALL: Master = { id: 'all', name: 'Whole house', partitions: ['flat', 'garage'] };

function view(id: string, about: Partial<PartitionView>): PartitionView {
  return {
    id,
    name: id,
    state: 'disarmed',
    ready: { away: [], night: [] },
    bypassed: [],
    alarms: [],
    zones: [],
    ...about,
  };
}

function master(flat: Partial<PartitionView>, garage: Partial<PartitionView>) {
  const views = [view('flat', flat), view('garage', garage), view('stable', { state: 'triggered' })];
  return masterView(ALL, new Map(views.map((one) => [one.id, one])));
}

const AWAY = { state: 'armed', mode: 'away' } as const;

describe('a master', () => {
  test.each([
    ['disarmed', {}, {}, undefined],
    ['armed', AWAY, AWAY, 'away'],
    ['mixed', AWAY, {}, undefined],
    ['mixed', AWAY, { state: 'armed', mode: 'night' }, undefined],
    ['arming', AWAY, { state: 'arming', mode: 'away' }, 'away'],
    ['mixed', { state: 'arming', mode: 'away' }, {}, undefined],
    ['pending', { state: 'pending', mode: 'away' }, AWAY, 'away'],
    ['pending', { state: 'pending', mode: 'away' }, {}, undefined],
    ['triggered', { state: 'triggered' }, { state: 'pending', mode: 'away' }, undefined],
  ] as const)('is %s where its partitions are %j and %j', (state, flat, garage, mode) => {
    expect([master(flat, garage)?.state, master(flat, garage)?.mode]).toEqual([state, mode]);
  });

  test('shows the end of the first entry delay, and of the last exit delay', () => {
    const [soon, late] = [{ until: 10 }, { until: 30 }];
    expect(
      master({ ...soon, state: 'pending', mode: 'away' }, { ...late, state: 'pending', mode: 'away' })?.until,
    ).toBe(10);
    expect(master({ ...soon, state: 'arming', mode: 'away' }, { ...late, state: 'arming', mode: 'away' })?.until).toBe(
      30,
    );
    expect(master({ ...AWAY, until: 10 }, AWAY)?.until).toBeUndefined();
  });

  test('offers the modes that all have, with everything that is in the way of any', () => {
    const flat = { ready: { away: ['door'], party: [] } };
    expect(master(flat, { ready: { away: ['gate'], night: [] } })?.ready).toEqual({ away: ['door', 'gate'] });
  });

  test('takes no account of partitions that are not its own, and is not there before its own are', () => {
    expect(master({}, {})?.state).toBe('disarmed');
    expect(masterView(ALL, new Map([['stable', view('stable', {})]]))).toBeUndefined();
  });
});
