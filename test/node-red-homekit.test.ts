import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ALARM, HapController, STATUS } from './hap-controller.ts';
import type { Homebridge } from './homebridge.ts';
import { startHomebridge } from './homebridge.ts';
import { flowOf, joined, wired } from './node-red/flow.ts';
import type { HubHouse } from './node-red/hub-house.ts';
import { LINK_PASSWORD, openHubHouse } from './node-red/hub-house.ts';
import type { NodeRed } from './node-red/node-red.ts';
import { startNodeRed } from './node-red/node-red.ts';

let hub: HubHouse;
let red: NodeRed;
let homebridge: Homebridge;
let controller: HapController;

beforeAll(async () => {
  hub = await openHubHouse();
  homebridge = await startHomebridge({
    env: { NIGHTLATCH_SECRET_NODE_RED: LINK_PASSWORD },
    platformConfig: {
      platform: 'Nightlatch',
      name: 'Nightlatch',
      home: { id: 'home', name: 'Home' },
      link: {
        role: 'join',
        broker: hub.broker,
        client: 'homebridge',
        username: 'homebridge',
        password: { secret: 'node-red' },
      },
    },
  });
  red = await startNodeRed();
  await homebridge.printed(/is online for home "home"/);
  controller = await HapController.pair(homebridge);
}, 120_000);
afterAll(async () => {
  await controller?.close();
  await red?.stop();
  await homebridge?.stop();
  await hub?.close();
});

test('armed in a flow, seen in HomeKit; disarmed in HomeKit, seen in the flow; each time it is known who it was', async () => {
  await red.deploy(
    flowOf(
      joined(hub.broker),
      wired('alarm', 'nightlatch-alarm', 2),
      wired('gate', 'nightlatch-device', 1, { name: 'Garden gate', kind: 'contact', key: 'garden-gate' }),
    ),
  );
  await red.comms.message('alarm-1', ({ payload }) => payload === 'off');
  await red.inject('gate-in', { payload: false });
  await red.comms.badged('gate', 'nightlatch.status.closed');
  const current = controller.find('SecuritySystem', 'SecuritySystemCurrentState', 'House');
  const target = controller.find('SecuritySystem', 'SecuritySystemTargetState', 'House');
  await controller.subscribe(current);

  const isArmed = controller.next(current, ALARM.night);
  await red.inject('alarm-in', { payload: 'night' });
  await isArmed;
  const byFlow = await red.comms.message('alarm-1', ({ payload }) => payload === 'night');
  expect(byFlow.security).toMatchObject({ by: 'node-red', client: 'node-red', reason: 'command' });

  expect(await controller.set(target, ALARM.disarmed)).toBe(STATUS.ok);
  const byPhone = await red.comms.message(
    'alarm-1',
    ({ payload, security }) => payload === 'off' && security?.['was'] === 'night',
  );
  expect(byPhone.security).toMatchObject({ by: 'homekit', client: 'homebridge', reason: 'change' });

  /* What a flow has made is an accessory. */
  await red.inject('gate-in', { payload: true });
  await red.comms.badged('gate', 'nightlatch.status.open');
  await controller.reload();
  const contact = controller.find('ContactSensor', 'ContactSensorState', 'Garden gate');
  expect(await controller.get(contact)).toBe(1);
}, 60_000);
