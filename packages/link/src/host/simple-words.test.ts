import { describe, expect, test } from '@jest/globals';
import type { PartitionView } from '@nightlatch/model';
import { readSimpleCommand, stateWord } from './simple-words.ts';

function houseWith(...own: string[]): PartitionView {
  const ready = Object.fromEntries(['away', 'home', ...own].map((mode) => [mode, []]));
  return { id: 'house', name: 'House', state: 'disarmed', ready, bypassed: [], alarms: [], zones: [] };
}

const read = (payload: string, view = houseWith()): unknown => readSimpleCommand(Buffer.from(payload), view);

describe('stateWord', () => {
  test.each([
    [{ state: 'disarmed' }, 'disarmed'],
    [{ state: 'arming', mode: 'away' }, 'arming'],
    [{ state: 'armed', mode: 'away' }, 'armed_away'],
    [{ state: 'armed', mode: 'home' }, 'armed_home'],
    [{ state: 'armed', mode: 'night' }, 'armed_night'],
    [{ state: 'armed', mode: 'vacation' }, 'armed_vacation'],
    [{ state: 'armed', mode: 'party' }, 'armed_custom_bypass'],
    [{ state: 'pending', mode: 'away' }, 'pending'],
    [{ state: 'triggered', mode: 'away' }, 'triggered'],
  ] as const)('spells %j as Home Assistant does: %s', (view, word) => {
    expect(stateWord(view)).toBe(word);
  });
});

describe('readSimpleCommand', () => {
  test('reads words, with or without JSON around them', () => {
    expect(read('ARM_AWAY\n')).toEqual({ type: 'arm', partition: 'house', mode: 'away' });
    expect(read('{"action":"ARM_NIGHT"}')).toEqual({ type: 'arm', partition: 'house', mode: 'night' });
    expect(read('DISARM')).toEqual({ type: 'disarm', partition: 'house' });
  });

  test('hides a code, and takes an empty one as none', () => {
    expect(read('{"action":"DISARM","code":"4711"}')).toMatchObject({ code: { reveal: expect.any(Function) } });
    expect(JSON.stringify(read('{"action":"DISARM","code":"4711"}'))).not.toContain('4711');
    expect(read('{"action":"DISARM","code":""}')).toEqual({ type: 'disarm', partition: 'house' });
  });

  test('does not take a code that is no text for none', () => {
    expect(read('{"action":"ARM_AWAY","code":1234}')).toBeUndefined();
    expect(read('{"action":"DISARM","code":["4711"]}')).toBeUndefined();
    expect(read('{"action":"ARM_AWAY","code":null}')).toEqual({ type: 'arm', partition: 'house', mode: 'away' });
  });

  test('knows which mode of the owner’s own is meant, or none', () => {
    const party = { type: 'arm', partition: 'house', mode: 'party' };
    expect(read('ARM_CUSTOM_BYPASS', houseWith('party'))).toEqual(party);
    expect(read('ARM_CUSTOM_BYPASS', houseWith('party', 'guests'))).toBeUndefined();
    expect(read('{"action":"ARM_CUSTOM_BYPASS","mode":"party"}', houseWith('party', 'guests'))).toEqual(party);
    expect(read('ARM_CUSTOM_BYPASS')).toBeUndefined();
  });

  test('takes no word that goes on after many blanks', () => {
    expect(read(`DISARM${' '.repeat(80)}or not`)).toBeUndefined();
  });

  test('reads nothing into anything else', () => {
    for (const payload of ['', 'arm_away', 'ARM', 'disarmed', '{"action":7}', '[]', 'DISARM now', '\u0000']) {
      expect(read(payload)).toBeUndefined();
    }
  });
});
