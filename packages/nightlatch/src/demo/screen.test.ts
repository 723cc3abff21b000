import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { PartitionView } from '@nightlatch/model';
import { MemoryHome, TestClock, houseBuilder } from '@nightlatch/testing';
import { DEMO_KEYS } from './demo-keys.ts';
import type { DemoView } from './demo-view.ts';
import { matterPairingOf, pairingOf } from './pairing.ts';
import { clockTime, renderScreen } from './screen.ts';

const clock = new TestClock();
const house = houseBuilder().contact('Front door').motion('Hall').smoke('Kitchen').lock('Front lock').build();
const pairing = pairingOf({ username: '0E:00:00:00:00:01', pin: '031-45-154', setupId: 'AB12' });
const matter = matterPairingOf({ code: '3251-175-3211', qr: 'MT:Y.K90C0R1542E660W10' });
const WIDE = { columns: 120, rows: 34 };
const SMALL = { columns: 80, rows: 24 };

function home(view: Partial<PartitionView> = {}): MemoryHome {
  return new MemoryHome({ clock }).apply(...house.reports).partition('house', { name: 'House', ...view });
}

function draw(of: MemoryHome, more: Partial<DemoView> = {}, size = WIDE): string[] {
  const view: DemoView = {
    snapshot: of.snapshot,
    now: clock.now(),
    recent: [],
    parts: [{ label: 'MQTT', text: 'mqtt://127.0.0.1:1885' }],
    pairings: [pairing, matter],
    code: '2580',
    pairingTurns: 0,
    ...more,
  };
  return renderScreen(view, size).map((line) => stripVTControlCharacters(line));
}

function text(...drawn: Parameters<typeof draw>): string {
  return draw(...drawn).join('\n');
}

describe('whatever the size', () => {
  test.each([WIDE, SMALL, { columns: 40, rows: 12 }, { columns: 250, rows: 70 }, { columns: 20, rows: 5 }])(
    'fills %j exactly and never beyond its edge',
    (size) => {
      const recent = Array.from({ length: 99 }, (_, index) => ({
        at: index,
        text: `Something long ${index}`.repeat(9),
      }));
      const lines = draw(home(), { recent }, size);
      expect(lines.length).toBe(Math.max(size.rows, 5));
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(size.columns);
    },
  );

  test('names every key', () => {
    for (const { key, label } of DEMO_KEYS) expect(text(home(), {}, SMALL)).toContain(`${key} ${label}`);
  });

  test('shows the pairing code and the addresses', () => {
    for (const size of [WIDE, SMALL]) {
      expect(text(home(), {}, size)).toContain('031-45-154');
      expect(text(home(), {}, size)).toContain('mqtt://127.0.0.1:1885');
    }
  });
});

describe('the QR code', () => {
  const matterLine = stripVTControlCharacters(matter.qr[5] ?? 'none');
  const qrLine = stripVTControlCharacters(pairing.qr[5] ?? 'none');

  test('always stands on a wide screen, whole', () => {
    const drawn = text(home());
    for (const line of pairing.qr) expect(drawn).toContain(stripVTControlCharacters(line));
  });

  test('takes the place of the house on a small one when it is asked for', () => {
    expect(text(home(), {}, SMALL)).not.toContain(qrLine);
    expect(text(home(), { pairingTurns: 1 }, SMALL)).toContain(qrLine);
    expect(text(home(), { pairingTurns: 2 }, SMALL)).toContain(matterLine);
    expect(text(home(), { pairingTurns: 3 }, SMALL)).not.toContain(matterLine);
  });
});

describe('the alarm', () => {
  const until = clock.now() + 14_200;

  test.each<[Partial<PartitionView>, string]>([
    [{ state: 'disarmed' }, 'DISARMED'],
    [{ state: 'arming', mode: 'away', until }, 'ARMING AWAY  15 s to leave'],
    [{ state: 'armed', mode: 'night' }, 'ARMED NIGHT'],
    [{ state: 'pending', mode: 'away', until }, 'ENTRY  15 s to disarm'],
    [{ state: 'triggered', mode: 'away', until }, 'ALARM  sirens for 15 s'],
    [{ state: 'triggered' }, 'ALARM  sirens until silenced'],
  ])('is shown as it is: %j', (view, expected) => {
    expect(text(home(view))).toContain(expected);
  });

  test('names the zones that would refuse arming', () => {
    const zone = {
      name: 'Front door',
      device: 'mock/front-door',
      signal: 'contact',
      type: 'entry',
      modes: [],
    } as const;
    const id = house.zone('Front door');
    const view = { ready: { away: [id] }, zones: [{ ...zone, id }] };
    expect(text(home(view))).toContain('not ready: Front door open');
    const lost = home(view).available(house.id('Front door'), false);
    expect(text(lost)).toContain('not ready: Front door unknown');
  });

  test('names a hazard, also while disarmed', () => {
    const alarms = [{ hazard: 'fire', status: 'alarm', zones: ['x#smoke'], since: 0 }] as const;
    expect(text(home({ alarms }))).toContain('fire alarm (x#smoke)');
  });

  test('is unknown while the hub is away, whatever it was', () => {
    const drawn = text(home({ state: 'armed', mode: 'away' }).link('unknown'));
    expect(drawn).toContain('Alarm unknown');
    expect(drawn).not.toContain('ARMED');
  });

  test('shows how many digits were typed, and the code that is no secret here', () => {
    expect(text(home(), { typed: 3 })).toContain('Code: •••_  (it is 2580, then Enter)');
    expect(text(home())).not.toContain('2580');
  });
});

describe('devices', () => {
  test('are shown with what they are, or that nobody knows', () => {
    const of = home().report(house.id('Front door'), { contact: 'open' }).available(house.id('Hall'), false);
    of.available(house.id('Kitchen'), 'unknown').report(house.id('Front lock'), { lock: 'jammed' });
    const drawn = text(of);
    expect(drawn).toMatch(/Front door +open/);
    expect(drawn).toMatch(/Hall +offline/);
    expect(drawn).toMatch(/Kitchen +unknown/);
    expect(drawn).toMatch(/Front lock +jammed/);
  });
});

describe('what happened', () => {
  test('is in sight beside every address and twenty devices on a terminal of the usual size', () => {
    const many = houseBuilder();
    for (let index = 0; index < 20; index += 1) many.contact(`Window ${index}`);
    const of = new MemoryHome({ clock }).apply(...many.build().reports).partition('house', { name: 'House' });
    const parts = [
      { label: 'MQTT', text: 'mqtt://127.0.0.1:1885' },
      { label: 'Matter', text: 'UDP port 5540' },
      { label: 'Homebridge', text: 'port 51826' },
      { label: 'Node-RED', text: 'http://127.0.0.1:1880' },
    ];
    const recent = ['one', 'two', 'three'].map((word) => ({ at: clock.now(), text: `Happening ${word}.` }));
    const drawn = text(of, { parts, recent }, SMALL);
    for (const { text: address } of [...parts, ...recent]) expect(drawn).toContain(address);
    const pairing = text(of, { parts, pairingTurns: 1 }, SMALL);
    for (const { text: address } of parts) expect(pairing).toContain(address);
  });

  test('the newest stays in sight when there is more than room', () => {
    const recent = Array.from({ length: 60 }, (_, index) => ({ at: clock.now(), text: `Happening ${index}.` }));
    const drawn = text(home(), { recent }, SMALL);
    expect(drawn).toContain(`${clockTime(clock.now())}  Happening 59.`);
    expect(drawn).not.toContain('Happening 0.');
  });
});
