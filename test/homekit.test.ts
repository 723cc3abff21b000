import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { HomeKitBridge, bareHost } from '@nightlatch/bridge-homekit';
import type { Log, ZoneView } from '@nightlatch/model';
import type { Values } from '@nightlatch/testing';
import { MemoryHome, TestClock } from '@nightlatch/testing';
import type { CharacteristicName, ServiceName } from './hap-controller.ts';
import { ALARM, HapController, STATUS } from './hap-controller.ts';
import type { HapServer } from './hap-server.ts';
import { hap, startHapServer } from './hap-server.ts';

const warnings: string[] = [];
const log: Log = { error() {}, warn: (line) => void warnings.push(line), info() {}, debug() {} };
const clock = new TestClock();
let home: MemoryHome;
let server: HapServer;
let bridge: HomeKitBridge;
let controller: HapController;

beforeAll(async () => {
  home = new MemoryHome();
  furnish(home);
  server = await startHapServer();
  bridge = new HomeKitBridge({ hap, host: bareHost(hap, server.bridge), log, clock });
  await bridge.start(home);
  controller = await HapController.pair(server);
});
beforeEach(() => {
  home.link('online');
  home.partition('house', { state: 'disarmed' });
  home.commands.length = 0;
  warnings.length = 0;
});
afterAll(async () => {
  await controller?.close();
  await bridge?.stop();
  await server?.stop();
});

/** One device of every kind, calm. */
function furnish(house: MemoryHome): void {
  house.partition('house', { name: 'House', zones: [zone('sim/door#contact', 'Front door')] });
  house.device({ id: 'sim/door', name: 'Front door' }, { contact: 'closed', tamper: false, battery: 80 });
  house.device({ id: 'sim/gate', name: 'Gate' }, { 'contact@left': 'closed', 'contact@right': 'closed' });
  house.device({ id: 'sim/hall', name: 'Hall' }, { motion: false, occupancy: false, temperature: 21.5 });
  house.device({ id: 'sim/pane', name: 'Pane' }, { glassBreak: false, vibration: false });
  house.device({ id: 'sim/smoke', name: 'Kitchen smoke' }, { smoke: false, heat: false, batteryLow: false });
  house.device({ id: 'sim/air', name: 'Boiler' }, { carbonMonoxide: false, gas: false });
  house.device({ id: 'sim/sink', name: 'Sink' }, { waterLeak: false, freeze: false });
  house.device({ id: 'sim/lock', name: 'Front lock', abilities: ['lock'] }, { lock: 'locked' });
  house.device({ id: 'sim/siren', name: 'Horn', abilities: ['siren'] }, { siren: false });
  house.device({ id: 'sim/bell', name: 'Bell', events: ['ring', 'button'] }, {});
}

function zone(id: string, name: string): ZoneView {
  return { id, name, device: id.slice(0, id.indexOf('#')), signal: 'contact', type: 'entry', modes: ['away'] };
}

const target = (): string => controller.find('SecuritySystem', 'SecuritySystemTargetState', 'House');
const current = (): string => controller.find('SecuritySystem', 'SecuritySystemCurrentState', 'House');

type Row = readonly [
  service: ServiceName,
  characteristic: CharacteristicName,
  where: readonly [accessory: string, service?: string],
  device: string,
  calm: Values,
  calmShown: unknown,
  active: Values,
  activeShown: unknown,
];

const ROWS: readonly Row[] = [
  ['ContactSensor', 'ContactSensorState', ['Front door'], 'sim/door', { contact: 'closed' }, 0, { contact: 'open' }, 1],
  [
    'ContactSensor',
    'ContactSensorState',
    ['Gate', 'Gate right'],
    'sim/gate',
    { 'contact@right': 'closed' },
    0,
    { 'contact@right': 'open' },
    1,
  ],
  ['MotionSensor', 'MotionDetected', ['Hall'], 'sim/hall', { motion: false }, 0, { motion: true }, 1],
  ['OccupancySensor', 'OccupancyDetected', ['Hall'], 'sim/hall', { occupancy: false }, 0, { occupancy: true }, 1],
  [
    'TemperatureSensor',
    'CurrentTemperature',
    ['Hall'],
    'sim/hall',
    { temperature: 21.5 },
    21.5,
    { temperature: -3.2 },
    -3.2,
  ],
  ['ContactSensor', 'ContactSensorState', ['Pane'], 'sim/pane', { glassBreak: false }, 0, { glassBreak: true }, 1],
  ['MotionSensor', 'MotionDetected', ['Pane'], 'sim/pane', { vibration: false }, 0, { vibration: true }, 1],
  [
    'SmokeSensor',
    'SmokeDetected',
    ['Kitchen smoke', 'Kitchen smoke smoke'],
    'sim/smoke',
    { smoke: false },
    0,
    { smoke: true },
    1,
  ],
  [
    'SmokeSensor',
    'SmokeDetected',
    ['Kitchen smoke', 'Kitchen smoke heat'],
    'sim/smoke',
    { heat: false },
    0,
    { heat: true },
    1,
  ],
  [
    'CarbonMonoxideSensor',
    'CarbonMonoxideDetected',
    ['Boiler'],
    'sim/air',
    { carbonMonoxide: false },
    0,
    { carbonMonoxide: true },
    1,
  ],
  ['LeakSensor', 'LeakDetected', ['Boiler'], 'sim/air', { gas: false }, 0, { gas: true }, 1],
  ['LeakSensor', 'LeakDetected', ['Sink'], 'sim/sink', { waterLeak: false }, 0, { waterLeak: true }, 1],
  ['ContactSensor', 'ContactSensorState', ['Sink'], 'sim/sink', { freeze: false }, 0, { freeze: true }, 1],
  ['LockMechanism', 'LockCurrentState', ['Front lock'], 'sim/lock', { lock: 'locked' }, 1, { lock: 'jammed' }, 2],
  ['Switch', 'On', ['Horn'], 'sim/siren', { siren: false }, 0, { siren: true }, 1],
  ['ContactSensor', 'StatusTampered', ['Front door'], 'sim/door', { tamper: false }, 0, { tamper: true }, 1],
  ['ContactSensor', 'StatusLowBattery', ['Front door'], 'sim/door', { battery: 80 }, 0, { battery: 12 }, 1],
  ['Battery', 'BatteryLevel', ['Front door'], 'sim/door', { battery: 80 }, 80, { battery: 12.4 }, 12],
  ['Battery', 'StatusLowBattery', ['Kitchen smoke'], 'sim/smoke', { batteryLow: false }, 0, { batteryLow: true }, 1],
];

describe('devices', () => {
  test.each(ROWS.map((row) => ({ title: `${row[0]}.${row[1]} of ${row[2].at(-1)}`, row })))(
    'shows $title as it is and tells when it changes',
    async ({ row: [service, characteristic, [accessory, name], device, calm, calmShown, active, activeShown] }) => {
      const id = controller.find(service, characteristic, accessory, name);
      home.report(device, calm);
      expect(await controller.get(id)).toBe(calmShown);
      await controller.subscribe(id);
      const event = controller.next(id, activeShown);
      home.report(device, active);
      await event;
      expect(await controller.get(id)).toBe(activeShown);
      const back = controller.next(id, calmShown);
      home.report(device, calm);
      await back;
    },
  );
});

describe('what nobody knows', () => {
  const sensors: readonly (readonly [ServiceName, CharacteristicName, string])[] = [
    ['ContactSensor', 'ContactSensorState', 'Front door'],
    ['SmokeSensor', 'SmokeDetected', 'Kitchen smoke'],
    ['MotionSensor', 'MotionDetected', 'Hall'],
    ['Battery', 'BatteryLevel', 'Front door'],
    ['Switch', 'On', 'Horn'],
    ['SecuritySystem', 'SecuritySystemCurrentState', 'House'],
    ['SecuritySystem', 'SecuritySystemTargetState', 'House'],
    ['OccupancySensor', 'OccupancyDetected', 'House entry delay'],
    ['ContactSensor', 'ContactSensorState', 'House arming refused'],
  ];

  test.each(sensors)('answers "No Response" to %s.%s of %s while the hub is away', async (service, name, accessory) => {
    const id = controller.find(service, name, accessory);
    home.link('unknown');
    expect(await controller.read(id)).toMatchObject({ status: STATUS.communicationFailure });
    home.link('online');
    expect(await controller.read(id)).toMatchObject({ status: STATUS.ok });
  });

  test('marks a device that cannot be reached as inactive and faulty, and its lock as unknown', async () => {
    const [active, fault] = (['StatusActive', 'StatusFault'] as const).map((name) =>
      controller.find('ContactSensor', name, 'Front door'),
    ) as [string, string];
    const lock = controller.find('LockMechanism', 'LockCurrentState', 'Front lock');
    await controller.subscribe(active, fault, lock);
    const told = Promise.all([controller.next(active, false), controller.next(fault, 1), controller.next(lock, 3)]);
    home.available('sim/door', false);
    home.available('sim/lock', false);
    await told;
    expect(await controller.read(controller.find('ContactSensor', 'ContactSensorState', 'Front door'))).toMatchObject({
      status: STATUS.communicationFailure,
    });
    home.available('sim/door', true);
    home.available('sim/lock', true);
  });

  test('tells a value that comes back, although it is the same as before', async () => {
    const id = controller.find('SmokeSensor', 'SmokeDetected', 'Kitchen smoke', 'Kitchen smoke smoke');
    await controller.subscribe(id);
    home.available('sim/smoke', false);
    const event = controller.next(id, 0);
    home.available('sim/smoke', true);
    await event;
  });

  test('refuses to arm while the hub is away', async () => {
    home.link('unknown');
    expect(await controller.set(target(), ALARM.away)).toBe(STATUS.communicationFailure);
    expect(home.commands).toEqual([]);
  });
});

describe('the alarm', () => {
  test('shows the exit delay as a target that is not reached yet', async () => {
    await controller.subscribe(target(), current());
    home.answer = () => {
      home.partition('house', { state: 'arming', mode: 'away' });
      return { ok: true };
    };
    expect(await controller.set(target(), ALARM.away)).toBe(STATUS.ok);
    expect(home.commands).toEqual([{ type: 'arm', partition: 'house', mode: 'away' }]);
    expect([await controller.get(target()), await controller.get(current())]).toEqual([ALARM.away, ALARM.disarmed]);
    const armed = controller.next(current(), ALARM.away);
    home.partition('house', { state: 'armed' });
    await armed;
  });

  test('shows what a keypad does: target and current follow', async () => {
    await controller.subscribe(target(), current());
    const told = Promise.all([controller.next(target(), ALARM.night), controller.next(current(), ALARM.night)]);
    home.partition('house', { state: 'armed', mode: 'night' });
    await told;
    const off = Promise.all([controller.next(target(), ALARM.disarmed), controller.next(current(), ALARM.disarmed)]);
    home.partition('house', { state: 'disarmed' });
    await off;
  });

  test('takes a refused target back, says why, and opens the refusal sensor for ten seconds', async () => {
    const refusal = controller.find('ContactSensor', 'ContactSensorState', 'House arming refused');
    await controller.subscribe(target(), refusal);
    home.answer = () => {
      home.store.publish({
        type: 'refused',
        partition: 'house',
        command: 'arm',
        reason: 'zones-open',
        at: clock.now(),
      });
      return { ok: false, reason: 'zones-open', zones: ['sim/door#contact'] };
    };
    const reverted = controller.next(target(), ALARM.disarmed);
    const opened = controller.next(refusal, 1);
    expect(await controller.set(target(), ALARM.away)).toBe(STATUS.notAllowed);
    await Promise.all([reverted, opened]);
    expect(await controller.get(target())).toBe(ALARM.disarmed);
    expect(warnings.join()).toMatch(/cannot arm House \(away\)\. Some zones are open.*\(Front door\)/);
    const closed = controller.next(refusal, 0);
    clock.advance(10_000);
    await closed;
  });

  test('keeps showing armed when disarming is refused', async () => {
    home.partition('house', { state: 'armed', mode: 'away' });
    home.answer = () => ({ ok: false, reason: 'not-permitted' });
    expect(await controller.set(target(), ALARM.disarmed)).toBe(STATUS.notAllowed);
    expect([await controller.get(target()), await controller.get(current())]).toEqual([ALARM.away, ALARM.away]);
  });

  test('takes back a target that the hub answers too late and with no', async () => {
    const late = Promise.withResolvers<{ ok: false; reason: 'zones-unknown' }>();
    const asked = Promise.withResolvers<void>();
    home.answer = () => {
      asked.resolve();
      return late.promise;
    };
    const written = controller.set(target(), ALARM.night);
    await asked.promise;
    clock.advance(2000);
    expect(await written).toBe(STATUS.ok);
    expect(await controller.get(target())).toBe(ALARM.night);
    await controller.subscribe(target());
    const reverted = controller.next(target(), ALARM.disarmed);
    late.resolve({ ok: false, reason: 'zones-unknown' });
    await reverted;
  });

  test('never stays at "Arming…" when the partition does not follow', async () => {
    home.answer = () => ({ ok: true });
    expect(await controller.set(target(), ALARM.stay)).toBe(STATUS.ok);
    await controller.subscribe(target());
    const reverted = controller.next(target(), ALARM.disarmed);
    clock.advance(5000);
    await reverted;
  });

  test('shows the entry delay as still armed, with its companion occupied', async () => {
    const entry = controller.find('OccupancySensor', 'OccupancyDetected', 'House entry delay');
    await controller.subscribe(entry);
    home.partition('house', { state: 'armed', mode: 'away' });
    const occupied = controller.next(entry, 1);
    home.partition('house', { state: 'pending' });
    await occupied;
    expect(await controller.get(current())).toBe(ALARM.away);
    const over = controller.next(entry, 0);
    home.partition('house', { state: 'disarmed' });
    await over;
  });

  test('shows a fire as triggered while disarmed, until it is silenced', async () => {
    await controller.subscribe(current());
    const type = controller.find('SecuritySystem', 'SecuritySystemAlarmType', 'House');
    const triggered = controller.next(current(), ALARM.triggered);
    const fire = { hazard: 'fire', zones: [], since: 0 } as const;
    home.partition('house', { alarms: [{ ...fire, status: 'alarm' }] });
    await triggered;
    expect([await controller.get(type), await controller.get(target())]).toEqual([1, ALARM.disarmed]);
    const silenced = controller.next(current(), ALARM.disarmed);
    home.partition('house', { alarms: [{ ...fire, status: 'silenced' }] });
    await silenced;
    home.partition('house', { alarms: [] });
  });

  test('shows vacation and custom modes as away', async () => {
    for (const mode of ['vacation', 'party']) {
      home.partition('house', { state: 'armed', mode });
      expect(await controller.get(current())).toBe(ALARM.away);
    }
  });

  test('offers only the modes that the partition has', async () => {
    await controller.reload();
    expect(controller.validValues(target())).toEqual([0, 1, 2, 3]);
    home.partition('house', { ready: { away: [] } });
    await controller.reload();
    expect(controller.validValues(target())).toEqual([1, 3]);
    expect(await controller.set(target(), ALARM.night)).toBe(STATUS.invalidValue);
    home.partition('house', { ready: { home: [], away: [], night: [], vacation: [] } });
    await controller.reload();
  });

  test.each([
    ['House silence', { type: 'silence', partition: 'house' }],
    ['House panic', { type: 'panic', partition: 'house' }],
  ])('%s gives its command and springs back', async (name, command) => {
    const on = controller.find('Switch', 'On', name);
    await controller.subscribe(on);
    home.answer = () => ({ ok: true });
    expect(await controller.set(on, true)).toBe(STATUS.ok);
    expect(home.commands).toEqual([command]);
    const back = controller.next(on, false);
    clock.advance(1000);
    await back;
  });
});

describe('locks, sirens and buttons', () => {
  test('unlocks, and shows the target until the lock has moved', async () => {
    const [lockTarget, lockCurrent] = [
      controller.find('LockMechanism', 'LockTargetState', 'Front lock'),
      controller.find('LockMechanism', 'LockCurrentState', 'Front lock'),
    ];
    home.answer = () => ({ ok: true });
    await controller.subscribe(lockCurrent);
    expect(await controller.set(lockTarget, 0)).toBe(STATUS.ok);
    expect(home.commands).toEqual([{ type: 'unlock', device: 'sim/lock', attribute: 'lock' }]);
    expect([await controller.get(lockTarget), await controller.get(lockCurrent)]).toEqual([0, 1]);
    const unlocked = controller.next(lockCurrent, 0);
    home.report('sim/lock', { lock: 'unlocked' });
    await unlocked;
  });

  test('gives up a lock that never moves', async () => {
    home.report('sim/lock', { lock: 'unlocked' });
    const lockTarget = controller.find('LockMechanism', 'LockTargetState', 'Front lock');
    await controller.subscribe(lockTarget);
    home.answer = () => ({ ok: true });
    await controller.set(lockTarget, 1);
    const reverted = controller.next(lockTarget, 0);
    clock.advance(30_000);
    await reverted;
    home.report('sim/lock', { lock: 'locked' });
  });

  test('takes back a refused unlocking', async () => {
    home.report('sim/lock', { lock: 'locked' });
    const lockTarget = controller.find('LockMechanism', 'LockTargetState', 'Front lock');
    home.answer = () => ({ ok: false, reason: 'code-required' });
    expect(await controller.set(lockTarget, 0)).toBe(STATUS.notAllowed);
    expect(await controller.get(lockTarget)).toBe(1);
  });

  test('switches a siren', async () => {
    home.answer = () => ({ ok: true });
    expect(await controller.set(controller.find('Switch', 'On', 'Horn'), true)).toBe(STATUS.ok);
    expect(home.commands).toEqual([{ type: 'siren', device: 'sim/siren', on: true }]);
    home.report('sim/siren', { siren: true });
    home.report('sim/siren', { siren: false });
  });

  test('passes on rings and presses', async () => {
    const [ring, button] = ['Bell ring', 'Bell button'].map((name) =>
      controller.find('StatelessProgrammableSwitch', 'ProgrammableSwitchEvent', 'Bell', name),
    ) as [string, string];
    await controller.subscribe(ring, button);
    const rung = controller.next(ring, 0);
    home.event('sim/bell', 'ring');
    await rung;
    const pressed = controller.next(button, 1);
    home.event('sim/bell', 'button', 'double');
    await pressed;
  });
});

describe('renames and removals', () => {
  test('renames an accessory without making a new one', async () => {
    const before = controller.find('ContactSensor', 'ContactSensorState', 'Front door');
    home.device({ id: 'sim/door', name: 'Main door!' }, { contact: 'closed', tamper: false, battery: 80 });
    await controller.reload();
    expect(controller.find('ContactSensor', 'ContactSensorState', 'Main door')).toBe(before);
    home.device({ id: 'sim/door', name: 'Front door' }, { contact: 'closed', tamper: false, battery: 80 });
    await controller.reload();
  });

  test('shows a device that comes later and removes one that is gone for good', async () => {
    home.device({ id: 'sim/new', name: 'Window' }, { contact: 'closed' });
    await controller.reload();
    expect(controller.names()).toContain('Window');
    home.remove('sim/new');
    await controller.reload();
    expect(controller.names()).not.toContain('Window');
  });
});

function calmDown(): void {
  home.report('sim/smoke', { smoke: false, heat: false });
  home.report('sim/air', { carbonMonoxide: false });
  home.report('sim/sink', { waterLeak: false });
  home.report('sim/lock', { lock: 'locked' });
  home.report('sim/door', { contact: 'closed' });
  home.report('sim/hall', { motion: false });
  home.partition('house', { state: 'disarmed' });
}

describe('the urgent lane', () => {
  const LIMIT_MS = 50;
  const events: readonly (readonly [ServiceName, CharacteristicName, string, () => void, number])[] = [
    ['SmokeSensor', 'SmokeDetected', 'Kitchen smoke', () => home.report('sim/smoke', { heat: true, smoke: true }), 1],
    [
      'CarbonMonoxideSensor',
      'CarbonMonoxideDetected',
      'Boiler',
      () => home.report('sim/air', { carbonMonoxide: true }),
      1,
    ],
    ['LeakSensor', 'LeakDetected', 'Sink', () => home.report('sim/sink', { waterLeak: true }), 1],
    ['LockMechanism', 'LockCurrentState', 'Front lock', () => home.report('sim/lock', { lock: 'unlocked' }), 0],
    ['LockMechanism', 'LockTargetState', 'Front lock', () => home.report('sim/lock', { lock: 'unlocking' }), 0],
    ['SecuritySystem', 'SecuritySystemCurrentState', 'House', () => home.partition('house', { state: 'triggered' }), 4],
    [
      'SecuritySystem',
      'SecuritySystemTargetState',
      'House',
      () => home.partition('house', { state: 'arming', mode: 'night' }),
      2,
    ],
    [
      'OccupancySensor',
      'OccupancyDetected',
      'House entry delay',
      () => home.partition('house', { state: 'pending', mode: 'away' }),
      1,
    ],
    ['ContactSensor', 'ContactSensorState', 'Front door', () => home.report('sim/door', { contact: 'open' }), 1],
    ['MotionSensor', 'MotionDetected', 'Hall', () => home.report('sim/hall', { motion: true }), 1],
  ];

  async function latency(id: string, [, , , act, value]: (typeof events)[number]): Promise<number> {
    calmDown();
    const event = controller.next(id, value);
    const at = performance.now();
    act();
    return (await event).at - at;
  }

  /** Each subscription is a connection of its own, so nothing else that the controller watches can hurry the event. */
  test.each(events)('tells %s.%s of %s at once', async (...row) => {
    const id = controller.find(row[0], row[1], row[2]);
    await controller.subscribe(id);
    const took = [await latency(id, row), await latency(id, row), await latency(id, row)];
    calmDown();
    expect(Math.min(...took)).toBeLessThan(LIMIT_MS);
  });

  test('can be left off: then smoke waits for the batch, as is usual in HAP', async () => {
    const slow = await startHapServer();
    const ordinary = new HomeKitBridge({
      hap,
      host: bareHost(hap, slow.bridge),
      log,
      clock,
      options: { urgent: false },
    });
    await ordinary.start(home);
    const other = await HapController.pair(slow);
    try {
      const id = other.find('SmokeSensor', 'SmokeDetected', 'Kitchen smoke', 'Kitchen smoke smoke');
      await other.subscribe(id);
      const event = other.next(id, 1);
      const at = performance.now();
      home.report('sim/smoke', { smoke: true });
      expect((await event).at - at).toBeGreaterThan(200);
    } finally {
      calmDown();
      await other.close();
      await ordinary.stop();
      await slow.stop();
    }
  });
});
