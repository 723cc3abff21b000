import { describe, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { readCommand } from './command-reader.ts';

const ENVELOPE = { v: 1, id: 'x', at: 0 };

describe('readCommand', () => {
  test.each([
    { type: 'arm', mode: 'away', partition: 'house', force: true, skipDelay: false },
    { type: 'disarm' },
    { type: 'bypass', zone: 'test/door#contact', until: 'closed' },
    { type: 'unbypass', zone: 'test/door#contact' },
    { type: 'silence', hazard: 'fire' },
    { type: 'acknowledge' },
    { type: 'panic', hazard: 'medical', silent: true },
    { type: 'test', on: true },
    { type: 'test', on: false, zone: 'test/door#contact', partition: 'house' },
    { type: 'lock', device: 'test/lock', attribute: 'lock@left' },
    { type: 'unlock', device: 'test/lock' },
    { type: 'siren', device: 'test/siren', on: false },
  ])('reads $type with all that it may say', (command) => {
    expect(readCommand({ ...ENVELOPE, ...command })).toEqual({ ok: true, command });
  });

  test('hides the code at once', () => {
    const reading = readCommand({ ...ENVELOPE, type: 'disarm', code: '4711' });
    const { code } = (reading as { command: { code: SecretText } }).command;
    expect(code).toBeInstanceOf(SecretText);
    expect(code.reveal()).toBe('4711');
    expect(JSON.stringify(reading)).not.toContain('4711');
  });

  test.each([
    [{ type: 'toString' }, 'type: must be one of'],
    [{ type: ['arm'] }, 'type: must be one of'],
    [{ type: 'arm', mode: '' }, 'mode: must be a text'],
    [{ type: 'arm', mode: 'x'.repeat(257) }, 'mode: must be a text'],
    [{ type: 'bypass', zone: 'z', until: 'forever' }, 'until: must be one of disarm, closed'],
    [{ type: 'panic', hazard: 'burglary' }, 'hazard: must be one of panic, fire, medical'],
    [{ type: 'lock', device: 'd', attribute: '__proto__' }, 'attribute: must be an attribute'],
    [{ type: 'disarm', mode: 'away' }, 'mode: is no field of this command'],
    [{ type: 'siren', device: 'd' }, 'on: is missing'],
    [{ type: 'disarm', code: { toString: 1 } }, 'code: must be a text'],
  ])('names the field that is wrong in %j', (command, message) => {
    expect(readCommand({ ...ENVELOPE, ...command })).toMatchObject({
      ok: false,
      message: expect.stringContaining(message),
    });
  });

  test('never repeats what it was given: a code may stand in the wrong place', () => {
    for (const wrong of [{ mode: 4711 }, { 'pin 4711': true }, { code: [4711] }, { partition: { code: '4711' } }]) {
      const reading = readCommand({ ...ENVELOPE, type: 'arm', ...wrong });
      expect(reading.ok).toBe(false);
      expect(JSON.stringify(reading)).not.toContain('4711');
    }
  });

  test('takes no field from a prototype', () => {
    const message = JSON.parse('{"type":"arm","__proto__":{"mode":"away"}}') as Record<string, unknown>;
    expect(readCommand(message)).toMatchObject({ ok: false });
  });
});
