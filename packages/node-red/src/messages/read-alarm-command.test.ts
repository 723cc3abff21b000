import { expect, test } from '@jest/globals';
import { readAlarmCommand } from './read-alarm-command.ts';

const MODES = ['away', 'Home', 'party'];
const read = (payload: unknown): unknown => JSON.parse(JSON.stringify(readAlarmCommand(payload, { modes: MODES })));

test.each([
  ['away', { type: 'arm', mode: 'away' }],
  [' AWAY ', { type: 'arm', mode: 'away' }],
  ['home', { type: 'arm', mode: 'Home' }],
  ['off', { type: 'disarm' }],
  ['disarmed', { type: 'disarm' }],
  ['silence', { type: 'silence' }],
  [
    { mode: 'party', force: true, skipDelay: false },
    { type: 'arm', mode: 'party', force: true, skipDelay: false },
  ],
  [
    { mode: 'off', partition: 'flat' },
    { type: 'disarm', partition: 'flat' },
  ],
  [{ action: 'acknowledge' }, { type: 'acknowledge' }],
  [
    { mode: 'off', code: '0471' },
    { type: 'disarm', code: '••••' },
  ],
  [{ mode: 'off', code: '' }, { type: 'disarm' }],
])('%j asks for %j', (payload, command) => {
  expect(read(payload)).toEqual(command);
});

test.each([undefined, null, 4711, true, [], ['away'], {}, { mode: 7 }, 'awy', '', { mode: 'away', force: 'yes' }])(
  '%j is no command, and is refused before it reaches the hub',
  (payload) => {
    expect(() => read(payload)).toThrow();
  },
);

test('the node’s partition is meant where the message names none', () => {
  expect(readAlarmCommand('away', { partition: 'flat' })).toEqual({ type: 'arm', mode: 'away', partition: 'flat' });
  expect(readAlarmCommand({ mode: 'away', partition: 'barn' }, { partition: 'flat' })).toMatchObject({
    partition: 'barn',
  });
});

test.each([
  { mode: '4711' },
  { mode: 'off', code: 4711 },
  { mode: 'off', pin: '4711' },
  { '4711': true, mode: 'off' },
  '4711',
])('no error repeats what may be a code: %j', (payload) => {
  const told = ((): string => {
    try {
      return JSON.stringify(read(payload));
    } catch (error) {
      return String(error);
    }
  })();
  expect(told).not.toContain('4711');
});
