import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { flowOf, joined, wired } from './node-red/flow.ts';
import type { HubHouse } from './node-red/hub-house.ts';
import { CODE, openHubHouse } from './node-red/hub-house.ts';
import type { DeployKind, FlowNode, NodeRed } from './node-red/node-red.ts';
import { startNodeRed } from './node-red/node-red.ts';

let hub: HubHouse;
let red: NodeRed;

beforeAll(async () => {
  red = await startNodeRed();
}, 60_000);
afterAll(async () => {
  await red?.stop();
});
beforeEach(async () => {
  hub = await openHubHouse();
  red.comms.forget();
});
afterEach(async () => {
  await red.deploy([]);
  await hub.close();
});

const DOOR = { device: 'simulator/front-door', deviceName: 'Front door', attribute: 'contact' };
const LOCK = { device: 'simulator/front-door-lock', deviceName: 'Front door lock', attribute: 'lock' };

function house(): readonly FlowNode[] {
  return flowOf(
    joined(hub.broker),
    wired('alarm', 'nightlatch-alarm', 2),
    wired('event', 'nightlatch-event', 1, { events: [] }),
    wired('door', 'nightlatch-sensor', 1, DOOR),
    wired('lock', 'nightlatch-lock', 2, LOCK),
  );
}

test('every node of the palette loads without an error', async () => {
  const { nodes } = (await red.get('/nodes/@nightlatch/node-red')) as { nodes: { id: string; err?: string }[] };
  expect(nodes.filter(({ err }) => err !== undefined)).toEqual([]);
  expect(nodes.length).toBeGreaterThan(3);
});

describe('a flow beside a hub', () => {
  test('hears the present state first, then arms, is told who did it, and disarms with a code', async () => {
    await red.deploy(house());
    const first = await red.comms.message('alarm-1', ({ payload }) => payload === 'off');
    expect(first).toMatchObject({
      topic: 'house',
      security: { v: 1, home: 'home', kind: 'partition', id: 'house', name: 'House', reason: 'start', by: 'house' },
    });
    expect(await red.comms.message('door-1', () => true)).toMatchObject({
      payload: false,
      security: { value: 'closed' },
    });
    await red.inject('alarm-in', { payload: 'night' });
    const armed = await red.comms.message('alarm-1', ({ payload }) => payload === 'night');
    expect(armed.security).toMatchObject({ reason: 'command', by: 'node-red', client: 'node-red', was: 'off' });
    expect(await red.comms.badged('alarm', 'nightlatch.status.night')).toMatchObject({ fill: 'green' });
    await red.inject('alarm-in', { payload: 'off' });
    expect(await red.comms.message('alarm-2', () => true)).toMatchObject({
      payload: 'code-required',
      security: { command: 'disarm', text: 'A code is needed.' },
    });
    await red.inject('alarm-in', { payload: { mode: 'off', code: CODE } });
    const off = await red.comms.message(
      'alarm-1',
      ({ payload, security }) => payload === 'off' && security?.['was'] === 'night',
    );
    expect(off.security).toMatchObject({ reason: 'command', user: 'Visitor' });
    expect(await red.comms.message('event-1', ({ payload }) => payload === 'disarmed')).toMatchObject({
      topic: 'house',
    });
  });

  test('hears what others do, with the sensor that brought it about', async () => {
    await red.deploy(house());
    await red.comms.message('door-1', ({ payload }) => payload === false);
    await hub.panel.execute({ type: 'arm', mode: 'night' });
    expect((await red.comms.message('alarm-1', ({ payload }) => payload === 'night')).security).toMatchObject({
      reason: 'change',
      by: 'panel',
    });
    hub.house.open('Front door');
    expect(await red.comms.message('door-1', ({ payload }) => payload === true)).toMatchObject({
      topic: DOOR.device,
      security: { name: 'Front door', value: 'open', was: false },
    });
    await red.comms.message('alarm-1', ({ payload }) => payload === 'entry');
    const entry = await red.comms.message('event-1', ({ payload }) => payload === 'entry');
    expect(entry.security?.['cause']).toMatchObject({ id: DOOR.device, attribute: 'contact', value: 'open' });
    const alarm = await red.comms.message('event-1', ({ payload }) => payload === 'alarm');
    expect(alarm.security).toMatchObject({ hazard: 'burglary', zone: { name: 'Front door' } });
    await red.comms.badged('alarm', 'nightlatch.status.alarm');
  });

  test('is told which zones are open when arming is refused', async () => {
    await red.deploy(house());
    hub.house.open('Front door');
    await red.comms.message('door-1', ({ payload }) => payload === true);
    await red.inject('alarm-in', { payload: 'night' });
    expect(await red.comms.message('alarm-2', () => true)).toMatchObject({
      payload: 'zones-open',
      security: { zones: [{ id: `${DOOR.device}#contact`, name: 'Front door' }] },
    });
  });

  test('locks and unlocks, and knows that it did', async () => {
    await red.deploy(house());
    await red.comms.message('lock-1', ({ payload }) => payload === 'locked');
    await red.inject('lock-in', { payload: 'unlock' });
    expect(await red.comms.message('lock-2', () => true)).toMatchObject({
      payload: 'code-required',
      topic: LOCK.device,
    });
    await red.inject('lock-in', { payload: { lock: 'unlock', code: CODE } });
    const opened = await red.comms.message('lock-1', ({ payload }) => payload === 'unlocked');
    expect(opened.security).toMatchObject({ reason: 'command', by: 'node-red' });
    hub.house.turn('Front door lock', 'locked');
    const byHand = await red.comms.message(
      'lock-1',
      ({ payload, security }) => payload === 'locked' && security?.['was'] !== undefined,
    );
    expect(byHand.security).toMatchObject({ reason: 'change', by: 'house' });
  });

  test.each([
    ['alarm-in', 17, /payload must be a mode/],
    ['alarm-in', 'dance', /"dance" is none of .*night/],
    ['alarm-in', { mode: 'off', code: 2580 }, /code must be a text/],
    ['alarm-in', { mode: 'night', fource: true }, /may hold/],
    ['lock-in', 'ajar', /must be true, false, lock/],
  ])('a payload that is no command goes to the catch node: %s %j', async (node, payload, text) => {
    await red.deploy(house());
    await red.comms.message('alarm-1', ({ payload: word }) => word === 'off');
    await red.inject(node, { payload });
    const caught = await red.comms.message('caught', () => true);
    expect((caught['error'] as { message: string }).message).toMatch(text);
    expect(JSON.stringify(caught)).not.toContain('2580');
  });
});

describe('a house that is armed', () => {
  test.each(['full', 'flows', 'nodes', 'reload'] as DeployKind[])(
    'stays so through a deploy of kind %s',
    async (kind) => {
      const flows = house();
      await red.deploy(flows);
      await red.comms.message('alarm-1', ({ payload }) => payload === 'off');
      await red.inject('alarm-in', { payload: 'night' });
      await red.comms.badged('alarm', 'nightlatch.status.night');
      let commands = 0;
      const following = hub.panel.changes.subscribe(({ type }) => {
        if (type === 'partition' || type === 'refused') commands += 1;
      });
      red.comms.forget();
      const renamed = flows.map((node) => (node.type === 'nightlatch-home' ? { ...node, name: 'Another name' } : node));
      await red.deploy(renamed, kind);
      const again = await red.comms.message('alarm-1', ({ payload }) => payload === 'night');
      expect(again.security).toMatchObject({ reason: 'start' });
      hub.house.trip('Living room window');
      await red.comms.message('alarm-1', ({ payload }) => payload === 'alarm' || payload === 'entry');
      expect(red.comms.shown('alarm-1').map(({ payload }) => payload)).not.toContain('unknown');
      expect(hub.panel.snapshot.partitions.get('house')?.state).not.toBe('disarmed');
      following.unsubscribe();
      expect(commands).toBeGreaterThan(0);
      await hub.panel.execute({ type: 'disarm', code: new SecretText(CODE) });
    },
  );

  test('is unknown, never disarmed, while the hub is away, and armed again when it is found', async () => {
    await red.deploy(house());
    await red.comms.message('alarm-1', ({ payload }) => payload === 'off');
    await red.inject('alarm-in', { payload: 'night' });
    await red.comms.badged('alarm', 'nightlatch.status.night');
    red.comms.forget();
    await hub.stop();
    expect(await red.comms.badged('alarm', 'nightlatch.status.lost')).toMatchObject({ fill: 'red', shape: 'ring' });
    await red.comms.message('alarm-1', ({ payload }) => payload === 'unknown');
    await red.comms.message('door-1', ({ payload }) => payload === 'unknown');
    await red.comms.message('event-1', ({ payload }) => payload === 'link-lost');
    await red.inject('alarm-in', { payload: 'away' });
    expect(await red.comms.message('alarm-2', () => true)).toMatchObject({ payload: 'unavailable' });
    await hub.restart();
    await red.comms.message('alarm-1', ({ payload }) => payload === 'night');
    expect(red.comms.shown('alarm-1').map(({ payload }) => payload)).toEqual(['unknown', 'night']);
  });
});
