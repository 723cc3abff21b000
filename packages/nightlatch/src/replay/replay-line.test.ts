import { expect, test } from '@jest/globals';
import { readReplayLine } from './replay-line.ts';

const AT = '"at":"2026-03-01T22:00:00Z"';
const read = (line: string): unknown => JSON.parse(JSON.stringify(readReplayLine(line)));
const command = (text: string): string => `{${AT},"command":{${text}}}`;

test.each([
  [
    `{${AT},"device":"Door","state":{"contact":"open","battery":80}}`,
    [
      ['contact', 'open'],
      ['battery', 80],
    ],
    [],
  ],
  [`{${AT},"device":"Door","state":{"contact@left":"unknown"}}`, [['contact@left', 'unknown']], []],
  [`{${AT},"device":"Button","event":"panic"}`, [], [{ event: 'panic' }]],
  [`{${AT},"device":"Button","event":"button","key":"double"}`, [], [{ event: 'button', key: 'double' }]],
  [`{${AT},"device":"Button","state":{"panic":true}}`, [], [{ event: 'panic' }]],
  [`{${AT},"device":"Button","state":{"panic":false}}`, [], []],
])('reads what a device did: %s', (line, values, events) => {
  expect(read(line)).toMatchObject({ kind: 'device', at: 1_772_402_400_000, values, events });
});

test.each([
  ['"2026-03-01T22:00:00Z"', 1_772_402_400_000],
  ['"2026-03-01T22:00:00.25Z"', 1_772_402_400_250],
  ['"2026-03-01T23:00:00+01:00"', 1_772_402_400_000],
  ['"2026-03-01T22:00Z"', 1_772_402_400_000],
  ['1772402400000', 1_772_402_400_000],
  ['1772402400000.7', 1_772_402_400_000],
])('reads the instant %s', (at, epoch) => {
  expect(read(`{"at":${at},"end":true}`)).toMatchObject({ kind: 'end', at: epoch });
});

test.each([
  ['"type":"arm","mode":"away"', { type: 'arm', mode: 'away' }],
  [
    '"type":"arm","partition":"house","mode":"away","force":true,"skipDelay":false',
    { type: 'arm', partition: 'house', mode: 'away', force: true, skipDelay: false },
  ],
  ['"type":"disarm"', { type: 'disarm' }],
  ['"type":"bypass","zone":"Door","until":"closed"', { type: 'bypass', zone: 'Door', until: 'closed' }],
  ['"type":"unbypass","zone":"Door"', { type: 'unbypass', zone: 'Door' }],
  ['"type":"silence","hazard":"fire"', { type: 'silence', hazard: 'fire' }],
  ['"type":"acknowledge"', { type: 'acknowledge' }],
  ['"type":"panic","hazard":"medical","silent":true', { type: 'panic', hazard: 'medical', silent: true }],
  ['"type":"test"', { type: 'test', on: true }],
  ['"type":"unlock","device":"Lock"', { type: 'unlock', device: 'Lock' }],
  ['"type":"siren","device":"Siren","on":false', { type: 'siren', device: 'Siren', on: false }],
])('reads the command %s, at the panel where no origin is given', (text, expected) => {
  expect(read(command(text))).toMatchObject({ kind: 'command', command: expected, actor: { origin: 'panel' } });
});

test('keeps a code out of everything that can be printed', () => {
  const line = readReplayLine(command('"type":"disarm","code":"135790","origin":"keypad","client":"Keypad"'));
  expect(line).toMatchObject({ actor: { origin: 'keypad', client: 'Keypad' } });
  expect(JSON.stringify(line)).not.toContain('135790');
});

test.each([
  ['{"at":1', 'It is not JSON: write one object a line.'],
  ['[]', 'A line is a list: write an object.'],
  ['"door"', 'A line is "door": write an object.'],
  [`{${AT}}`, 'It is about nothing: device, command, hub or end is needed.'],
  [`{${AT},"devise":"Door","state":{}}`, 'There is no key "devise" here: did you mean "device"?'],
  [`{${AT},"device":"Door","stat":{}}`, 'There is no key "stat" here: did you mean "state"?'],
  [`{${AT},"device":"Door","hub":"stopped"}`, 'It is about device and hub at once: make two lines of it.'],
  [`{${AT},"device":"Door"}`, 'The device did nothing: state, available or event is needed.'],
  [`{${AT},"device":"","event":"panic"}`, 'device is "": write a text.'],
  [`{${AT},"device":7,"event":"panic"}`, 'device is 7: write a text.'],
  [`{${AT},"device":"Door","state":{"contact":"ajar"}}`, 'contact cannot be "ajar".'],
  [`{${AT},"device":"Door","state":{"battery":101}}`, 'battery cannot be 101.'],
  [`{${AT},"device":"Door","state":{"motion":1}}`, 'motion cannot be 1.'],
  [`{${AT},"device":"Door","state":"open"}`, 'state is "open": write an object.'],
  [`{${AT},"device":"Door","available":"yes"}`, 'available is "yes": write true, false or "unknown".'],
  [`{${AT},"device":"Door","event":"knock"}`, 'event is "knock": write one of ring, button, keypad, panic, medical.'],
  [`{${AT},"device":"Door","state":{},"key":"a"}`, 'key belongs to an event, and there is none.'],
  [`{${AT},"hub":"paused"}`, 'hub is "paused": write stopped or started.'],
  [`{${AT},"end":false}`, 'end is false: write true.'],
  [command('"mode":"away"'), /^command.type is missing: write one of arm, disarm/],
  [command('"type":"arn","mode":"away"'), 'command.type is "arn": did you mean "arm"?'],
  [command('"type":"arm"'), 'mode is missing: write a text.'],
  [command('"type":"arm","mode":"away","force":"yes"'), 'force is "yes": write true or false.'],
  [command('"type":"arm","mode":"away","froce":true'), 'There is no key "froce" here: did you mean "force"?'],
  [command('"type":"disarm","code":135790'), 'code is no text: write it in quotes.'],
  [command('"type":"disarm","origin":"homkit"'), 'origin is "homkit": did you mean "homekit"?'],
  [command('"type":"bypass"'), 'zone is missing: write a text.'],
  [command('"type":"silence","hazard":"flood"'), /^hazard is "flood": write one of burglary/],
  [command('"type":"lock","device":"Lock","attribute":"bolt"'), /^attribute is "bolt"/],
])('refuses %s', (line, reason) => {
  expect(() => readReplayLine(line)).toThrow(reason);
});

test.each([
  ['missing', '{"end":true}'],
  ['"yesterday"', '{"at":"yesterday","end":true}'],
  ['"2026-02-30T00:00:00Z"', '{"at":"2026-02-30T00:00:00Z","end":true}'],
  ['"2026-03-01T25:00:00Z"', '{"at":"2026-03-01T25:00:00Z","end":true}'],
  ['"2026-03-01T22:00:00"', '{"at":"2026-03-01T22:00:00","end":true}'],
  ['-1', '{"at":-1,"end":true}'],
  ['null', '{"at":null,"end":true}'],
])('refuses the instant %s', (at, line) => {
  expect(() => readReplayLine(line)).toThrow(`at is ${at}: write an instant`);
});
