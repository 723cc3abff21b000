import { describe, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { flowOf, joined, wired } from './node-red/flow.ts';
import { CODE } from './node-red/hub-house.ts';
import type { DeployKind, FlowNode } from './node-red/node-red.ts';
import { rigOf } from './node-red/rig.ts';

const rig = rigOf();

const DOOR = { device: 'simulator/front-door', deviceName: 'Front door', attribute: 'contact' };
const LOCK = { device: 'simulator/front-door-lock', deviceName: 'Front door lock', attribute: 'lock' };

function house(): readonly FlowNode[] {
  return flowOf(
    joined(rig.hub.broker),
    wired('alarm', 'nightlatch-alarm', 2),
    wired('event', 'nightlatch-event', 1, { events: [] }),
    wired('door', 'nightlatch-sensor', 1, DOOR),
    wired('lock', 'nightlatch-lock', 2, LOCK),
  );
}

test('every node of the palette loads without an error', async () => {
  const { nodes } = (await rig.red.get('/nodes/@nightlatch/node-red')) as { nodes: { id: string; err?: string }[] };
  expect(nodes.filter(({ err }) => err !== undefined)).toEqual([]);
  expect(nodes.length).toBeGreaterThan(3);
});

describe('a flow beside a hub', () => {
  test('hears the present state first, then arms, is told who did it, and disarms with a code', async () => {
    await rig.red.deploy(house());
    const first = await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'off');
    expect(first).toMatchObject({
      topic: 'house',
      security: { v: 1, home: 'home', kind: 'partition', id: 'house', name: 'House', reason: 'start', by: 'house' },
    });
    expect(await rig.red.comms.message('door-1', () => true)).toMatchObject({
      payload: false,
      security: { value: 'closed' },
    });
    await rig.red.inject('alarm-in', { payload: 'night' });
    const armed = await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'night');
    expect(armed.security).toMatchObject({ reason: 'command', by: 'node-red', client: 'node-red', was: 'off' });
    expect(await rig.red.comms.badged('alarm', 'nightlatch.status.night')).toMatchObject({ fill: 'green' });
    await rig.red.inject('alarm-in', { payload: 'off' });
    expect(await rig.red.comms.message('alarm-2', () => true)).toMatchObject({
      payload: 'code-required',
      security: { command: 'disarm', text: 'A code is needed.' },
    });
    await rig.red.inject('alarm-in', { payload: { mode: 'off', code: CODE } });
    const off = await rig.red.comms.message(
      'alarm-1',
      ({ payload, security }) => payload === 'off' && security?.['was'] === 'night',
    );
    expect(off.security).toMatchObject({ reason: 'command', user: 'Visitor' });
    expect(await rig.red.comms.message('event-1', ({ payload }) => payload === 'disarmed')).toMatchObject({
      topic: 'house',
    });
  });

  test('hears what others do, with the sensor that brought it about', async () => {
    await rig.red.deploy(house());
    await rig.red.comms.message('door-1', ({ payload }) => payload === false);
    await rig.hub.panel.execute({ type: 'arm', mode: 'night' });
    expect((await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'night')).security).toMatchObject({
      reason: 'change',
      by: 'panel',
    });
    rig.hub.house.open('Front door');
    expect(await rig.red.comms.message('door-1', ({ payload }) => payload === true)).toMatchObject({
      topic: DOOR.device,
      security: { name: 'Front door', value: 'open', was: false },
    });
    await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'entry');
    const entry = await rig.red.comms.message('event-1', ({ payload }) => payload === 'entry');
    expect(entry.security?.['cause']).toMatchObject({ id: DOOR.device, attribute: 'contact', value: 'open' });
    const alarm = await rig.red.comms.message('event-1', ({ payload }) => payload === 'alarm');
    expect(alarm.security).toMatchObject({ hazard: 'burglary', zone: { name: 'Front door' } });
    await rig.red.comms.badged('alarm', 'nightlatch.status.alarm');
  });

  test('is told which zones are open when arming is refused', async () => {
    await rig.red.deploy(house());
    rig.hub.house.open('Front door');
    await rig.red.comms.message('door-1', ({ payload }) => payload === true);
    await rig.red.inject('alarm-in', { payload: 'night' });
    expect(await rig.red.comms.message('alarm-2', () => true)).toMatchObject({
      payload: 'zones-open',
      security: { zones: [{ id: `${DOOR.device}#contact`, name: 'Front door' }] },
    });
  });

  test('locks and unlocks, and knows that it did', async () => {
    await rig.red.deploy(house());
    await rig.red.comms.message('lock-1', ({ payload }) => payload === 'locked');
    await rig.red.inject('lock-in', { payload: 'unlock' });
    expect(await rig.red.comms.message('lock-2', () => true)).toMatchObject({
      payload: 'code-required',
      topic: LOCK.device,
    });
    await rig.red.inject('lock-in', { payload: { lock: 'unlock', code: CODE } });
    const opened = await rig.red.comms.message('lock-1', ({ payload }) => payload === 'unlocked');
    expect(opened.security).toMatchObject({ reason: 'command', by: 'node-red' });
    rig.hub.house.turn('Front door lock', 'locked');
    const byHand = await rig.red.comms.message(
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
    await rig.red.deploy(house());
    await rig.red.comms.message('alarm-1', ({ payload: word }) => word === 'off');
    await rig.red.inject(node, { payload });
    const caught = await rig.red.comms.message('caught', () => true);
    expect((caught['error'] as { message: string }).message).toMatch(text);
    expect(JSON.stringify(caught)).not.toContain('2580');
  });
});

describe('a house that is armed', () => {
  test.each(['full', 'flows', 'nodes', 'reload'] as DeployKind[])(
    'stays so through a deploy of kind %s',
    async (kind) => {
      const flows = house();
      await rig.red.deploy(flows);
      await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'off');
      await rig.red.inject('alarm-in', { payload: 'night' });
      await rig.red.comms.badged('alarm', 'nightlatch.status.night');
      let commands = 0;
      const following = rig.hub.panel.changes.subscribe(({ type }) => {
        if (type === 'partition' || type === 'refused') commands += 1;
      });
      rig.red.comms.forget();
      const renamed = flows.map((node) => (node.type === 'nightlatch-home' ? { ...node, name: 'Another name' } : node));
      await rig.red.deploy(renamed, kind);
      const again = await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'night');
      expect(again.security).toMatchObject({ reason: 'start' });
      rig.hub.house.trip('Living room window');
      await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'alarm' || payload === 'entry');
      expect(rig.red.comms.shown('alarm-1').map(({ payload }) => payload)).not.toContain('unknown');
      expect(rig.hub.panel.snapshot.partitions.get('house')?.state).not.toBe('disarmed');
      following.unsubscribe();
      expect(commands).toBeGreaterThan(0);
      await rig.hub.panel.execute({ type: 'disarm', code: new SecretText(CODE) });
    },
  );

  test('is unknown, never disarmed, while the hub is away, and armed again when it is found', async () => {
    await rig.red.deploy(house());
    await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'off');
    await rig.red.inject('alarm-in', { payload: 'night' });
    await rig.red.comms.badged('alarm', 'nightlatch.status.night');
    rig.red.comms.forget();
    await rig.hub.stop();
    expect(await rig.red.comms.badged('alarm', 'nightlatch.status.lost')).toMatchObject({ fill: 'red', shape: 'ring' });
    await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'unknown');
    await rig.red.comms.message('door-1', ({ payload }) => payload === 'unknown');
    await rig.red.comms.message('event-1', ({ payload }) => payload === 'link-lost');
    await rig.red.inject('alarm-in', { payload: 'away' });
    expect(await rig.red.comms.message('alarm-2', () => true)).toMatchObject({ payload: 'unavailable' });
    await rig.hub.restart();
    await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'night');
    expect(rig.red.comms.shown('alarm-1').map(({ payload }) => payload)).toEqual(['unknown', 'night']);
  });
});
