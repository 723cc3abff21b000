import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { HomeKitBridge, bareHost } from '@nightlatch/bridge-homekit';
import type { AttributeName, AttributeValue, Home, Log } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import type { BridgeDriver, ContractCompanion } from '@nightlatch/testing';
import { TestClock, bridgeContract } from '@nightlatch/testing';
import type { CharacteristicName, ServiceName } from './hap-controller.ts';
import { HapController, STATUS } from './hap-controller.ts';
import type { HapServer } from './hap-server.ts';
import { hap, startHapServer } from './hap-server.ts';

const log: Log = { error() {}, warn() {}, info() {}, debug() {} };
let server: HapServer;
let controller: HapController;

beforeAll(async () => {
  server = await startHapServer();
  controller = await HapController.pair(server);
});
afterAll(async () => {
  await controller?.close();
  await server?.stop();
});

/** Where Home shows each attribute, and how it says each value. */
const SHOWN: Readonly<
  Partial<
    Record<AttributeName, readonly [ServiceName, CharacteristicName, (raw: number) => AttributeValue | 'unknown']>
  >
> = {
  contact: ['ContactSensor', 'ContactSensorState', (raw) => (raw === 1 ? 'open' : 'closed')],
  motion: ['MotionSensor', 'MotionDetected', Boolean],
  occupancy: ['OccupancySensor', 'OccupancyDetected', Boolean],
  vibration: ['MotionSensor', 'MotionDetected', Boolean],
  glassBreak: ['ContactSensor', 'ContactSensorState', Boolean],
  smoke: ['SmokeSensor', 'SmokeDetected', Boolean],
  heat: ['SmokeSensor', 'SmokeDetected', Boolean],
  carbonMonoxide: ['CarbonMonoxideSensor', 'CarbonMonoxideDetected', Boolean],
  gas: ['LeakSensor', 'LeakDetected', Boolean],
  waterLeak: ['LeakSensor', 'LeakDetected', Boolean],
  freeze: ['ContactSensor', 'ContactSensorState', Boolean],
  tamper: ['ContactSensor', 'StatusTampered', Boolean],
  lock: [
    'LockMechanism',
    'LockCurrentState',
    (raw) => (['unlocked', 'locked', 'jammed', 'unknown'] as const)[raw] ?? 'unknown',
  ],
  siren: ['Switch', 'On', Boolean],
  batteryLow: ['ContactSensor', 'StatusLowBattery', Boolean],
  temperature: ['TemperatureSensor', 'CurrentTemperature', Number],
};

const WORDS = ['home', 'away', 'night', 'disarmed', 'triggered'] as const;

function alarmOf(partition: string, name: CharacteristicName): string {
  return controller.find('SecuritySystem', name, controller.bySerial(`partition:${partition}`)?.name ?? partition);
}

/** Where Home shows what stands beside an alarm. */
const BESIDE: Readonly<Record<ContractCompanion, readonly [key: string, ServiceName, CharacteristicName]>> = {
  trouble: ['trouble', 'ContactSensor', 'ContactSensorState'],
  memory: ['memory', 'Switch', 'On'],
  bypassed: ['bypassed', 'ContactSensor', 'ContactSensorState'],
  walkTest: ['walk-test', 'Switch', 'On'],
};

function besideOf(what: ContractCompanion, partition: string): string {
  const [key, service, characteristic] = BESIDE[what];
  const serial = what === 'trouble' ? 'home:trouble' : `partition:${partition}:${key}`;
  return controller.find(service, characteristic, controller.bySerial(serial)?.name ?? serial);
}

async function start(home: Home): Promise<BridgeDriver> {
  const options = { companions: { memory: true, bypassed: true, walkTest: true } };
  const bridge = new HomeKitBridge({ hap, host: bareHost(hap, server.bridge), log, options, clock: new TestClock() });
  await bridge.start(home);
  return {
    settled: () => controller.reload(),
    shown: async (id) => {
      const current = await controller.read(alarmOf(id, 'SecuritySystemCurrentState'));
      const target = await controller.read(alarmOf(id, 'SecuritySystemTargetState'));
      if (current.status !== STATUS.ok || target.status !== STATUS.ok) return 'unknown';
      const [now, wanted] = [WORDS[Number(current.value)], WORDS[Number(target.value)]];
      return now && wanted ? { current: now, target: wanted } : 'unknown';
    },
    sensor: async (device, attribute) => {
      const [service, characteristic, words] = SHOWN[attributeName(attribute)] ?? [];
      if (!service || !characteristic || !words) return 'unknown';
      const answer = await controller.read(controller.find(service, characteristic, controller.bySerial(device)?.name));
      return answer.status === STATUS.ok ? words(Number(answer.value)) : 'unknown';
    },
    identity: (device) => controller.bySerial(device)?.aid.toString(),
    request: async (id, what) => {
      await controller.reload();
      const value = WORDS.findIndex((word) => word === what);
      return (await controller.set(alarmOf(id, 'SecuritySystemTargetState'), value)) === STATUS.ok
        ? 'accepted'
        : 'refused';
    },
    companion: async (what, id) => {
      const answer = await controller.read(besideOf(what, id));
      return answer.status === STATUS.ok ? Boolean(answer.value) : 'unknown';
    },
    turn: async (what, id, on) =>
      (await controller.set(besideOf(what, id), on)) === STATUS.ok ? 'accepted' : 'refused',
    stop: async () => {
      await bridge.stop();
      server.bridge.removeAllBridgedAccessories();
    },
  };
}

describe('the promises of every bridge', () => {
  const cases = bridgeContract({
    name: 'HomeKit',
    start,
    hasCompanions: true,
    modes: ['away', 'home', 'night'],
    showsMode: (mode) => (mode === 'vacation' ? 'away' : mode),
  });
  test.each(cases.map(({ title, run }) => [title, run] as const))('%s', async (_, run) => await run());
});
