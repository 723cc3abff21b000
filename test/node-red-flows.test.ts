import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { FLOWS, example } from './node-red/flow.ts';
import { CODE, openHubHouse } from './node-red/hub-house.ts';
import type { HubHouse } from './node-red/hub-house.ts';
import type { FlowNode, NodeRed } from './node-red/node-red.ts';
import { startNodeRed } from './node-red/node-red.ts';

const NAMES = readdirSync(FLOWS)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));
/** What these examples ask of a flow without a code, beside what every house allows. */
const GRANTED = ['arm', 'lock', 'panic', 'chime', 'silence', 'acknowledge', 'siren', 'test', 'bypass'];

let hub: HubHouse;
let red: NodeRed;

beforeAll(async () => {
  red = await startNodeRed();
}, 60_000);
afterAll(async () => {
  await red?.stop();
});
beforeEach(async () => {
  hub = await openHubHouse({ config: { policy: { withoutCode: { 'node-red': GRANTED } } } });
  red.comms.forget();
});
afterEach(async () => {
  await red.deploy([]);
  await hub.close();
});

/** Deploys an example and waits until the home is there. */
async function deploy(name: string, change: (node: FlowNode) => FlowNode = (node) => node): Promise<void> {
  const flow = example(name, hub.broker).map(change);
  await red.deploy(flow);
  const ours = flow.filter(({ type }) => type.startsWith('nightlatch-') && !/-(home|presence)$/.test(type));
  for (const { id } of ours) {
    const isThere = (): boolean => red.comms.badge(id)?.fill !== undefined && red.comms.badge(id)?.fill !== 'red';
    if (!isThere()) await red.comms.next(isThere, `badge of ${id}`);
  }
}

/** Posts as a phone does. @returns The status and the body of the answer. */
async function ask(body: object): Promise<[number, unknown]> {
  const answer = await red.post('/nightlatch/disarm', body);
  return [answer.status, await answer.json()];
}

const heard = (node: string, payload?: unknown) =>
  red.comms.message(
    node,
    (message) => payload === undefined || JSON.stringify(message.payload) === JSON.stringify(payload),
  );

test('there are more than ten examples, and every node of the palette is in one', () => {
  expect(NAMES.length).toBeGreaterThan(10);
  const used = new Set(NAMES.flatMap((name) => example(name, '').map(({ type }) => type)));
  const { 'node-red': palette } = JSON.parse(
    readFileSync(join(FLOWS, '../packages/node-red/package.json'), 'utf8'),
  ) as { 'node-red': { nodes: Record<string, string> } };
  expect(Object.keys(palette.nodes).filter((type) => !used.has(type))).toEqual([]);
});

test.each(NAMES)('%s: no secret, one home, an explanation, and wires that lead somewhere', (name) => {
  const flow = JSON.parse(readFileSync(join(FLOWS, `${name}.json`), 'utf8')) as FlowNode[];
  const ids = new Set(flow.map(({ id }) => id));
  const wires = flow.flatMap((node) => ((node['wires'] ?? []) as string[][]).flat());
  expect(wires.filter((id) => !ids.has(id))).toEqual([]);
  expect(flow.filter(({ type }) => type === 'nightlatch-home').map(({ id }) => id)).toEqual(['nightlatch.home']);
  expect(flow.filter((node) => 'credentials' in node)).toEqual([]);
  expect(flow.find(({ type }) => type === 'tab')).toMatchObject({ label: name, info: expect.stringMatching(/\w{3}/) });
});

test.each(NAMES)('%s: the editor offers it for import', async (name) => {
  const path = `/library/examples/flows/@nightlatch/node-red/${encodeURIComponent(name)}`;
  expect(await red.get(path)).toEqual(JSON.parse(readFileSync(join(FLOWS, `${name}.json`), 'utf8')));
});

describe('the examples do what they say:', () => {
  test('Arm when the last person leaves', async () => {
    await deploy('Arm when the last person leaves', (node) =>
      node.type === 'nightlatch-presence' ? { ...node, grace: 0 } : node,
    );
    await red.inject('leave.ben-home');
    await red.inject('leave.ana-away');
    await red.inject('leave.ben-away');
    await heard('leave.state', 'away');
  });

  test('Disarm with a code from a phone', async () => {
    await deploy('Disarm with a code from a phone');
    await hub.panel.execute({ type: 'arm', mode: 'night' });
    expect(await ask({ code: '9318' })).toEqual([
      403,
      { disarmed: false, reason: 'wrong-code', text: 'The code is not valid.' },
    ]);
    expect(await ask({ pin: '9318' })).toEqual([400, { disarmed: false, reason: 'invalid' }]);
    expect(await ask({ code: CODE })).toEqual([200, { disarmed: true, by: 'Visitor' }]);
    expect(hub.panel.snapshot.partitions.get('house')?.state).toBe('disarmed');
  });

  test('Doorbell picture to a phone', async () => {
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
    const camera = createServer((_, response) => void response.setHeader('content-type', 'image/jpeg').end(picture));
    await once(camera.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(camera.address() as AddressInfo).port}/snapshot.jpg`;
    await deploy('Doorbell picture to a phone', (node) =>
      node.type === 'tab' ? { ...node, env: [{ name: 'SNAPSHOT_URL', value: url, type: 'str' }] } : node,
    );
    hub.house.press('Doorbell', 'ring');
    expect(await heard('bell.send')).toMatchObject({
      size: picture.length,
      payload: { text: 'Someone is at the door.', filename: 'door.jpg' },
    });
    red.comms.forget();
    camera.close();
    camera.closeAllConnections();
    hub.house.press('Doorbell', 'ring');
    expect(await heard('bell.send')).toMatchObject({ payload: { text: 'Someone is at the door. (no picture)' } });
    await deploy('Doorbell picture to a phone');
    red.comms.forget();
    hub.house.press('Doorbell', 'ring');
    expect(await heard('bell.send')).toMatchObject({ payload: { text: 'Someone is at the door. (no picture)' } });
  });

  test('Lock all doors on arming', async () => {
    await deploy('Lock all doors on arming');
    hub.house.turn('Back door lock', 'unlocked');
    await red.comms.badged('lock.back', 'nightlatch.status.unlocked');
    await hub.panel.execute({ type: 'arm', mode: 'night' });
    await red.comms.badged('lock.back', 'nightlatch.status.locked');
  });

  test('A leak shuts the valve', async () => {
    await deploy('A leak shuts the valve');
    hub.house.trip('Laundry leak');
    await heard('leak.valve', 'OFF');
    await red.inject('leak.again');
    await heard('leak.valve', 'ON');
  });

  test('Chime while the entry delay runs', async () => {
    await deploy('Chime while the entry delay runs', (node) =>
      node.id === 'entry.beep' ? { ...node, duration: '-200', units: 'ms' } : node,
    );
    await hub.panel.execute({ type: 'arm', mode: 'night' });
    hub.house.open('Front door');
    await hub.ordered(({ type, device }) => type === 'chime' && device === 'simulator/doorbell', 2);
    expect(red.comms.shown('entry.refused')).toEqual([]);
    const off = hub.changed((change) => change.type === 'partition' && change.to.state === 'disarmed');
    await hub.panel.execute({ type: 'disarm', code: new SecretText(CODE) });
    await off;
  });

  test('A siren and a light for each hazard', async () => {
    await deploy('A siren and a light for each hazard', (node) =>
      node.id === 'hazard.short' ? (JSON.parse(JSON.stringify(node).replace('"5"', '"1"')) as FlowNode) : node,
    );
    hub.house.trip('Laundry leak');
    await heard('hazard.lamp', { on: true, color: 'blue', blink: true });
    await heard('hazard.sounds', true);
    await heard('hazard.sounds', false);
    hub.house.clear('Laundry leak');
    await hub.panel.execute({ type: 'silence' });
    await heard('hazard.lamp', { on: false });
  });

  test('Lights as if someone were home', async () => {
    await deploy('Lights as if someone were home');
    for (let press = 0; press < 5; press += 1) await red.inject('holiday.tick');
    expect(red.comms.shown('holiday.lamp')).toEqual([]);
    await hub.panel.execute({ type: 'arm', mode: 'vacation', skipDelay: true });
    await red.comms.badged('holiday.alarm', 'nightlatch.status.vacation');
    await red.inject('holiday.tick');
    expect((await heard('holiday.lamp')).payload).toMatchObject({ on: expect.any(Boolean) });
  });

  test('Heating set back while away', async () => {
    await deploy('Heating set back while away');
    await heard('heating.thermostat', 21);
    await hub.panel.execute({ type: 'arm', mode: 'away', skipDelay: true });
    await heard('heating.thermostat', 17);
    await hub.stop();
    await red.comms.badged('heating.alarm', 'nightlatch.status.lost');
    expect(red.comms.shown('heating.thermostat').map(({ payload }) => payload)).toEqual([21, 17]);
    await hub.restart();
  });

  test('Nightly readiness report', async () => {
    await deploy('Nightly readiness report');
    await red.inject('report.night');
    await heard('report.phone', 'Everything is closed, locked and well.');
    const open = hub.changed((change) => change.type === 'attribute' && change.device === 'simulator/front-door');
    hub.house.open('Bedroom window');
    hub.house.open('Front door');
    await open;
    const report = async (): Promise<string> => {
      red.comms.forget();
      await red.inject('report.night');
      return String((await heard('report.phone')).payload);
    };
    let said = await report();
    while (!said.startsWith('Two')) said = await report();
    expect(said).toBe('Two open: Bedroom window, Front door.');
  });

  test('Test day', async () => {
    await deploy('Test day');
    await red.inject('testday.begin');
    hub.house.open('Front door');
    await heard('testday.heard', 'Front door');
    hub.house.trip('Kitchen smoke');
    await heard('testday.heard', 'Kitchen smoke');
    await red.inject('testday.end');
    const { payload } = await heard('testday.phone');
    expect(payload).toMatch(/^Not heard: .*Garage door/);
    expect(payload).not.toMatch(/Front door|Kitchen smoke/);
    await red.inject('testday.remind');
    await heard('testday.phone', 'Test your detectors today.');
    expect(red.comms.shown('testday.refused')).toEqual([]);
  });

  test('A device made in a flow', async () => {
    await deploy('A device made in a flow');
    await red.inject('gate.close');
    await red.comms.badged('gate.gate', 'nightlatch.status.closed');
    await red.inject('gate.state');
    await red.comms.badged('gate.bolt', 'nightlatch.status.unlocked');
    await hub.panel.execute({ type: 'lock', device: 'node-red/garden-gate-bolt' });
    await heard('gate.relay', 'lock');
    await red.comms.badged('gate.bolt', 'nightlatch.status.locked');
    expect(hub.panel.snapshot.devices.get('node-red/garden-gate')).toMatchObject({ room: 'Garden', available: true });
  });

  test('Leave a window open on purpose', async () => {
    await deploy('Leave a window open on purpose');
    hub.house.open('Bedroom window');
    await heard('window.state', 'open');
    await red.inject('window.button');
    await heard('window.state', 'bypassed');
    expect(await hub.panel.execute({ type: 'arm', mode: 'night' })).toEqual({ ok: true });
    await hub.panel.execute({ type: 'disarm', code: new SecretText(CODE) });
    await red.comms.message(
      'window.state',
      ({ payload, security }) => payload === 'open' && security?.['was'] === 'bypassed',
    );
  });
});
