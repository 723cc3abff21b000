import { expect, test } from '@jest/globals';
import { systemClock } from '@nightlatch/model';
import { initialState } from '@nightlatch/alarm';
import { HomeStore } from '@nightlatch/state';
import { smallHouse } from '../test/small-house.ts';
import { EngineTime } from './engine-time.ts';
import { PartitionBoard } from './partition-board.ts';

test('asks for one refresh at a time, however often the alarm moves meanwhile', () => {
  let now = 0;
  const clock = { ...systemClock, monotonic: () => now };
  const time = new EngineTime(clock, undefined);
  const state = initialState(smallHouse(), time.now());
  const asked: number[] = [];
  const board = new PartitionBoard({
    store: new HomeStore('online'),
    time,
    clock,
    state: () => state,
    onTouched: (delayMs) => asked.push(delayMs),
  });
  for (let times = 0; times < 100; times += 1) {
    board.touched('house');
    board.moved({ type: 'state', partition: 'house', from: 'disarmed', to: 'armed', cause: { command: 'arm' } });
  }
  expect(asked).toEqual([0]);
  board.refresh();
  now += 20;
  board.touched('house');
  expect(asked).toEqual([0, 30]);
});
