import { describe, expect, test } from '@jest/globals';
import { ATTRIBUTE_NAMES } from '@nightlatch/model';
import { LineError } from './line-values.ts';
import { COMMAND_KEYS } from './read-command.ts';
import { LINE_KEYS, readReplayLine } from './replay-line.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A whole line of each kind, and a whole command of each verb: a new one needs one here. */
const LINES: Readonly<Record<string, Fields>> = {
  device: { device: 'Button', state: {}, available: true, event: 'button', key: 'double' },
  command: { command: { type: 'disarm' } },
  hub: { hub: 'stopped' },
  end: { end: true },
};
const COMMANDS: Readonly<Record<string, Fields>> = {
  arm: { partition: 'house', mode: 'away', force: true, skipDelay: false },
  disarm: { partition: 'house' },
  bypass: { partition: 'house', zone: 'Door', until: 'closed' },
  unbypass: { partition: 'house', zone: 'Door' },
  silence: { partition: 'house', hazard: 'fire' },
  acknowledge: { partition: 'house', hazard: 'fire' },
  panic: { partition: 'house', hazard: 'medical', silent: true },
  test: { partition: 'house', on: true },
  lock: { device: 'Lock', attribute: 'lock@left' },
  unlock: { device: 'Lock', attribute: 'lock' },
  siren: { device: 'Siren', on: true },
  chime: { device: 'Chime' },
};
const SHARED = { code: '135790', origin: 'keypad', client: 'Keypad' };
/** What no field of a recording takes. */
const STRANGE: readonly (readonly [string, unknown])[] = [
  ['a list', []],
  ['a group in a list', [{}]],
  ['nothing', null],
  ['a half', 0.5],
];
const AT = { at: 1_772_402_400_000 };

/** Why a line is refused; undefined where it is not. */
function refusal(line: Fields): string | undefined {
  try {
    readReplayLine(JSON.stringify(line));
    return undefined;
  } catch (error) {
    if (error instanceof LineError) return error.message;
    throw error;
  }
}

const refused = (command: Fields): string | undefined => refusal({ ...AT, command });

describe.each(Object.entries(LINE_KEYS))('a line about %s', (kind, keys) => {
  const whole = { ...AT, ...LINES[kind] };

  test('can be written with every key that it may have', () => {
    expect(Object.keys(whole).toSorted()).toEqual(keys.toSorted());
    expect(refusal(whole)).toBeUndefined();
  });

  test.each(keys.flatMap((key) => STRANGE.map(([what, value]) => [key, what, value] as const)))(
    'whose %s is %s is refused by that name',
    (key, what, value) => {
      // A half of a millisecond is rounded off.
      const isTime = key === 'at' && what === 'a half';
      const reason = refusal({ ...whole, [key]: value });
      if (isTime) expect(reason).toBeUndefined();
      else expect(reason).toMatch(new RegExp(`^${key} is .*: \\S.*\\.$`));
    },
  );

  test('has no other key', () => {
    expect(refusal({ ...whole, unheardOf: 1 })).toMatch(/^There is no key "unheardOf" here: there are .*\.$/);
  });
});

describe.each(Object.entries(COMMAND_KEYS))('the command %s', (type, keys) => {
  const whole = { type, ...SHARED, ...COMMANDS[type] };

  test('can be written with every key that it may have', () => {
    expect(Object.keys(whole).toSorted()).toEqual(keys.toSorted());
    expect(refused(whole)).toBeUndefined();
  });

  test.each(keys.flatMap((key) => STRANGE.map(([what, value]) => [key, what, value] as const)))(
    'whose %s is %s is refused by that name, and tells no code',
    (key, _what, value) => {
      const reason = refused({ ...whole, [key]: value });
      expect(reason).toMatch(new RegExp(`^(command\\.)?${key} is .*: \\S.*[.?]$`));
      expect(reason).not.toContain(SHARED.code);
    },
  );

  test('has no other key', () => {
    expect(refused({ ...whole, unheardOf: 1 })).toMatch(/^There is no key "unheardOf" here: there are .*\.$/);
  });
});

test('every attribute that a device may have is refused with a value that it cannot have', () => {
  for (const attribute of ATTRIBUTE_NAMES)
    for (const [, value] of STRANGE.slice(0, 3))
      expect(refusal({ ...AT, device: 'Door', state: { [attribute]: value } })).toMatch(
        new RegExp(`^${attribute} cannot be .*\\.$`),
      );
});
