import { describe, expect, test } from '@jest/globals';
import type { AlarmConfig, AlarmInput } from '@nightlatch/alarm';
import { planAlarm, readConfig } from '@nightlatch/assembly';
import type { DeviceDescription } from '@nightlatch/model';
import { entryText } from './entry-text.ts';
import { SilencePolicy } from './silence-policy.ts';

const DEVICES: readonly DeviceDescription[] = [
  { id: 'z/1', name: 'Bedside button', attributes: [], events: ['button', 'panic'], abilities: [] },
  { id: 'z/2', name: 'Front door', attributes: ['contact'], events: [], abilities: [] },
];
const { config } = readConfig({
  partitions: [
    {
      id: 'house',
      zones: [
        { device: 'Bedside button', type: 'silent-panic' },
        { device: 'Front door', type: 'entry' },
      ],
    },
  ],
});
const ALARM: AlarmConfig = planAlarm(config)(DEVICES);
const ACTOR = { origin: 'panel' } as const;

/** What is shown of inputs, after the configuration. */
function shown(...inputs: readonly AlarmInput[]): readonly (string | undefined)[] {
  const silence = new SilencePolicy();
  const all = [{ type: 'configured', at: 0, config: ALARM } as const, ...inputs];
  const lines = all.map((body, n) => {
    const input = silence.show({ n, at: body.at, kind: body.type, body });
    return input && `${entryText(input, silence.alarm)} ${JSON.stringify(input)}`;
  });
  return lines.slice(1).map((line) => line?.split(' {')[0]);
}

describe('the default journal', () => {
  test('shows nothing of a silent panic, by button or by command', () => {
    expect(
      shown(
        { type: 'event', at: 1, device: 'z/1', event: 'panic' },
        { type: 'command', at: 2, id: 'a', command: { type: 'panic', silent: true }, hasCode: false, actor: ACTOR },
      ),
    ).toEqual([undefined, undefined]);
  });

  test('shows a duress code as any other', () => {
    const silence = new SilencePolicy();
    const judged = { type: 'code-judged', at: 1, id: 'a', user: 'Ana' } as const;
    const show = (duress: boolean): unknown =>
      silence.show({ n: 1, at: 1, kind: 'code-judged', body: { ...judged, duress } });
    expect(show(true)).toEqual(show(false));
  });

  test('tells everything else in a line', () => {
    expect(
      shown(
        { type: 'attribute', at: 1, device: 'z/2', attribute: 'contact', value: 'open', cause: 'live' },
        { type: 'attribute', at: 1, device: 'z/2', attribute: 'contact', value: 'open', cause: 'resync' },
        { type: 'availability', at: 1, device: 'z/2', available: false },
        { type: 'event', at: 1, device: 'z/1', event: 'button', key: 'double' },
        {
          type: 'command',
          at: 2,
          id: 'a',
          command: { type: 'arm', mode: 'away' },
          hasCode: true,
          actor: { origin: 'homekit', client: 'phone' },
        },
        { type: 'command', at: 2, id: 'b', command: { type: 'panic' }, hasCode: false, actor: ACTOR },
        { type: 'code-judged', at: 2, id: 'a', user: 'Ana', duress: false },
        { type: 'code-judged', at: 2, id: 'a', duress: false },
        { type: 'trouble', at: 3, kind: 'unavailable', device: 'z/2', on: true },
        { type: 'hub', at: 4, to: 'stopped' },
      ),
    ).toEqual([
      'Front door: contact open',
      'Front door: contact open (resync)',
      'Front door: lost',
      'Bedside button: button double',
      'arm mode away asked by homekit (phone) with a code',
      'panic asked by panel',
      'code of Ana',
      'wrong code',
      'trouble unavailable of Front door begins',
      'hub stopped',
    ]);
  });
});

describe('a journal whose configuration retention has dropped', () => {
  const press = { type: 'event', at: 1, device: 'z/1', event: 'panic' } as const;
  const opened = {
    type: 'attribute',
    at: 2,
    device: 'z/2',
    attribute: 'contact',
    value: 'open',
    cause: 'live',
  } as const;
  const show = (policy: SilencePolicy) =>
    [press, opened].map((body, n) => policy.show({ n, at: body.at, kind: body.type, body }) !== undefined);

  test('shows nothing of a silent panic: the present configuration says what is silent', () => {
    expect(show(new SilencePolicy(ALARM))).toEqual([false, true]);
  });

  test('shows nothing that could be one where no configuration is known', () => {
    expect(show(new SilencePolicy())).toEqual([false, false]);
  });
});
