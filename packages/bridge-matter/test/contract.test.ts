import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { BooleanStateClient } from '@matter/main/behaviors/boolean-state';
import { BridgedDeviceBasicInformationClient } from '@matter/main/behaviors/bridged-device-basic-information';
import { DoorLockClient } from '@matter/main/behaviors/door-lock';
import { OccupancySensingClient } from '@matter/main/behaviors/occupancy-sensing';
import { OnOffClient } from '@matter/main/behaviors/on-off';
import { PowerSourceClient } from '@matter/main/behaviors/power-source';
import { SmokeCoAlarmClient } from '@matter/main/behaviors/smoke-co-alarm';
import { TemperatureMeasurementClient } from '@matter/main/behaviors/temperature-measurement';
import type { AttributeName, AttributeValue, Home } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import type { BridgeDriver, ContractCompanion } from '@nightlatch/testing';
import { TestClock, bridgeContract } from '@nightlatch/testing';
import { Fabric } from './fabric.ts';

let fabric: Fabric;
beforeAll(async () => {
  fabric = await Fabric.commission();
});
afterAll(async () => await fabric?.close());

type Look = (key: string) => AttributeValue | 'unknown';

const contactIs =
  (open: AttributeValue, closed: AttributeValue, id: string): Look =>
  (device) =>
    fabric.state(`${device}#${id}`, BooleanStateClient)['stateValue'] ? closed : open;
const detected =
  (id: string): Look =>
  (device) =>
    fabric.state(`${device}#${id}`, BooleanStateClient)['stateValue'] === true;
const occupied =
  (id: string): Look =>
  (device) =>
    (fabric.state(`${device}#${id}`, OccupancySensingClient)['occupancy'] as { occupied: boolean }).occupied;
const alarm =
  (attribute: 'smokeState' | 'coState'): Look =>
  (device) =>
    fabric.state(`${device}#smoke-co`, SmokeCoAlarmClient)[attribute] === 2;

/** The endpoint that shows each attribute, and how an app reads it there. */
const SHOWN: Readonly<Record<Exclude<AttributeName, 'battery'>, readonly [id: string, look: Look]>> = {
  contact: ['contact', contactIs('open', 'closed', 'contact')],
  glassBreak: ['glassBreak', contactIs(true, false, 'glassBreak')],
  gas: ['gas', contactIs(true, false, 'gas')],
  tamper: ['tamper', contactIs(true, false, 'tamper')],
  motion: ['motion', occupied('motion')],
  occupancy: ['occupancy', occupied('occupancy')],
  vibration: ['vibration', occupied('vibration')],
  smoke: ['smoke-co', alarm('smokeState')],
  heat: ['smoke-co', alarm('smokeState')],
  carbonMonoxide: ['smoke-co', alarm('coState')],
  waterLeak: ['waterLeak', detected('waterLeak')],
  freeze: ['freeze', detected('freeze')],
  lock: [
    'lock',
    (device) =>
      (['jammed', 'locked', 'unlocked'] as const)[
        fabric.state(`${device}#lock`, DoorLockClient)['lockState'] as number
      ] ?? 'unknown',
  ],
  siren: ['siren-switch', (device) => fabric.state(`${device}#siren-switch`, OnOffClient)['onOff'] as boolean],
  batteryLow: [
    'contact',
    (device) => fabric.state(`${device}#contact`, PowerSourceClient)['batReplacementNeeded'] as boolean,
  ],
  temperature: [
    'temperature',
    (device) => {
      const value = fabric.state(`${device}#temperature`, TemperatureMeasurementClient)['measuredValue'];
      return typeof value === 'number' ? value / 100 : 'unknown';
    },
  ],
};

const MODES = ['away', 'home', 'night', 'vacation'];

function besideOf(what: ContractCompanion, partition: string): string {
  return what === 'trouble' ? 'home:trouble' : `partition:${partition}:${what}`;
}

function isReachable(key: string): boolean {
  return fabric.state(key, BridgedDeviceBasicInformationClient)['reachable'] === true;
}

async function start(home: Home): Promise<BridgeDriver> {
  const beside = { memory: true, bypassed: true, walkTest: true };
  const companions = { tamper: 'device', ready: false, silence: false, ...beside } as const;
  const options = { disarm: 'always', companions } as const;
  await fabric.show(home, { options, clock: new TestClock() });
  const isOn = (partition: string, mode: string): boolean =>
    fabric.state(`partition:${partition}:mode:${mode}`, OnOffClient)['onOff'] === true;
  return {
    settled: () => fabric.settled(),
    shown: (id) => {
      const keys = [`partition:${id}:alarm`, ...MODES.map((mode) => `partition:${id}:mode:${mode}`)];
      if (!keys.every(isReachable)) return 'unknown';
      const on = MODES.filter((mode) => isOn(id, mode));
      if (on.length > 1) return 'unknown';
      const target = on[0] ?? 'disarmed';
      const isAlarm = fabric.state(`partition:${id}:alarm`, BooleanStateClient)['stateValue'] === false;
      const exit = fabric.state(`partition:${id}:exitDelay`, OccupancySensingClient)['occupancy'];
      const isLeaving = (exit as { occupied: boolean }).occupied;
      return { target, current: isAlarm ? 'triggered' : isLeaving ? 'disarmed' : target };
    },
    sensor: (device, attribute) => {
      const [id, look] = SHOWN[attributeName(attribute) as Exclude<AttributeName, 'battery'>];
      return isReachable(`${device}#${id}`) ? look(device) : 'unknown';
    },
    identity: (device) => fabric.find(`${device}#contact`)?.number.toString(),
    request: async (id, what) => {
      const mode = what === 'disarmed' ? (MODES.find((it) => isOn(id, it)) ?? 'away') : what;
      const { on, off } = fabric.at(`partition:${id}:mode:${mode}`).commandsOf(OnOffClient);
      return await (what === 'disarmed' ? off() : on()).then(
        () => 'accepted' as const,
        () => 'refused' as const,
      );
    },
    companion: (what, id) => {
      const key = besideOf(what, id);
      if (!isReachable(key)) return 'unknown';
      if (what === 'memory' || what === 'walkTest') return fabric.state(key, OnOffClient)['onOff'] === true;
      return fabric.state(key, BooleanStateClient)['stateValue'] === false;
    },
    turn: async (what, id, on) => {
      const commands = fabric.at(besideOf(what, id)).commandsOf(OnOffClient);
      return await (on ? commands.on() : commands.off()).then(
        () => 'accepted' as const,
        () => 'refused' as const,
      );
    },
    stop: () => fabric.clear(),
  };
}

describe('the promises of every bridge', () => {
  const cases = bridgeContract({ name: 'Matter', start, hasCompanions: true });
  test.each(cases.map(({ title, run }) => [title, run] as const))('%s', async (_, run) => await run());
});
