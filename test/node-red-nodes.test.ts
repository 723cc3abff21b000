import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeviceState } from '@nightlatch/model';
import { flowOf, joined, wired } from './node-red/flow.ts';
import type { HubHouse } from './node-red/hub-house.ts';
import { CODE, openHubHouse } from './node-red/hub-house.ts';
import type { FlowNode, NodeRed } from './node-red/node-red.ts';
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

const ZONE = 'simulator/living-room-window#contact';

async function deploy(...nodes: readonly (FlowNode | readonly FlowNode[])[]): Promise<void> {
  await red.deploy(flowOf(joined(hub.broker), wired('alarm', 'nightlatch-alarm', 2), ...nodes));
  await red.comms.message('alarm-1', ({ payload }) => payload === 'off');
}

describe('a zone', () => {
  beforeEach(() => deploy(wired('zone', 'nightlatch-zone', 2, { zone: ZONE, zoneName: 'Living room window' })));

  test('opens, is bypassed and restored', async () => {
    await red.comms.message('zone-1', ({ payload }) => payload === 'closed');
    hub.house.open('Living room window');
    const open = await red.comms.message('zone-1', ({ payload }) => payload === 'open');
    expect(open).toMatchObject({
      topic: ZONE,
      security: { kind: 'zone', name: 'Living room window', partition: 'house' },
    });
    await red.inject('zone-in', { payload: { action: 'bypass', code: CODE } });
    expect(await red.comms.message('zone-1', ({ payload }) => payload === 'bypassed')).toMatchObject({
      security: { is: 'open' },
    });
    await red.inject('zone-in', { payload: { action: 'restore', code: CODE } });
    await red.comms.message(
      'zone-1',
      ({ payload, security }) => payload === 'open' && security?.['was'] === 'bypassed',
    );
  });

  test('refuses a bypass without a code, and cannot be set where its device is not of Node-RED', async () => {
    await red.inject('zone-in', { payload: 'bypass' });
    expect(await red.comms.message('zone-2', () => true)).toMatchObject({ payload: 'code-required', topic: ZONE });
    await red.inject('zone-in', { payload: true });
    const caught = await red.comms.message('caught', () => true);
    expect((caught['error'] as { message: string }).message).toMatch(/made in Node-RED/);
  });
});

test('a siren sounds for as long as it is told, and no deploy makes it sound on', async () => {
  const siren = wired('siren', 'nightlatch-siren', 2, { device: 'simulator/siren', attribute: 'siren' });
  await deploy(siren);
  await red.inject('siren-in', { payload: 1 });
  expect(await red.comms.message('siren-1', ({ payload }) => payload === true)).toMatchObject({
    security: { reason: 'command' },
  });
  await red.deploy(flowOf(joined(hub.broker), siren));
  await red.comms.message('siren-1', ({ payload, security }) => payload === false && security?.['was'] === true);
  await red.inject('siren-in', { payload: 'loud' });
  await red.comms.message('caught', () => true);
});

test('a doorbell tells that it rang', async () => {
  await deploy(wired('bell', 'nightlatch-doorbell', 2, { device: 'simulator/doorbell' }).slice(1));
  await red.comms.badged('bell', 'nightlatch.status.quiet');
  hub.house.press('Doorbell', 'ring');
  expect(await red.comms.message('bell-1', () => true)).toMatchObject({
    topic: 'simulator/doorbell',
    payload: 'ring',
    security: { kind: 'doorbell', name: 'Doorbell' },
  });
  await red.comms.badged('bell', 'nightlatch.status.rang');
});

describe('a keypad', () => {
  beforeEach(() => deploy(wired('keypad', 'nightlatch-keypad', 2, { action: 'toggle', mode: 'night', digits: 4 })));

  test('takes keys one by one, and tells whose code it was', async () => {
    for (const key of CODE) await red.inject('keypad-in', { payload: key });
    expect(await red.comms.message('keypad-1', () => true)).toMatchObject({
      payload: 'Visitor',
      security: { user: 'Visitor' },
    });
    await red.comms.message('alarm-1', ({ payload }) => payload === 'night');
    await red.inject('keypad-in', { payload: CODE });
    await red.comms.message('alarm-1', ({ payload, security }) => payload === 'off' && security?.['was'] === 'night');
  });

  test('denies a wrong code, and no message and no log shows any', async () => {
    await red.inject('keypad-in', { payload: '9318' });
    expect(await red.comms.message('keypad-2', () => true)).toMatchObject({ payload: 'wrong-code' });
    await red.inject('keypad-in', { payload: 931_827 });
    await red.inject('keypad-in', { payload: 'open9318' });
    await red.comms.message('caught', ({ error }) => /digit/.test((error as { message: string }).message));
    const everything = JSON.stringify([red.comms.shown('keypad-2'), red.comms.shown('caught'), red.log]);
    expect(everything).not.toContain('9318');
  });
});

test('presence tells nobody only when everyone is known to be away, also through a deploy', async () => {
  const presence = wired('who', 'nightlatch-presence', 1, { people: 'Ana\nBen', grace: 0 });
  await deploy(presence);
  await red.inject('who-in', { topic: 'Ana', payload: 'away' });
  await red.comms.badged('who', 'nightlatch.status.unknown');
  await red.inject('who-in', { topic: 'Ben', payload: 'home' });
  await red.comms.message('who-1', ({ payload }) => payload === 'somebody');
  await red.deploy(flowOf(presence));
  await red.inject('who-in', { topic: 'Ben', payload: 'away' });
  expect(await red.comms.message('who-1', ({ payload }) => payload === 'nobody')).toMatchObject({
    security: { who: 'Ben', people: { Ana: 'away', Ben: 'away' } },
  });
  await red.inject('who-in', { topic: 'Ben', payload: 17 });
  await red.comms.message('caught', () => true);
});

test('security get adds the state of the whole home to a message', async () => {
  await deploy(
    wired('get', 'nightlatch-get', 1, { what: 'home' }),
    wired('door', 'nightlatch-get', 1, {
      what: 'device',
      device: 'simulator/front-door',
      attribute: 'contact',
      keepPayload: true,
    }),
    wired('seen', 'nightlatch-sensor', 1, { device: 'simulator/front-door', attribute: 'contact' }),
  );
  await red.inject('get-in', { payload: 'x' });
  expect(await red.comms.message('get-1', () => true)).toMatchObject({
    payload: 'ready',
    security: { open: [], partitions: { house: 'off' } },
  });
  red.comms.forget();
  hub.house.open('Bedroom window');
  hub.house.open('Front door');
  await red.comms.message('seen-1', ({ payload }) => payload === true);
  await red.inject('get-in', { payload: 'x' });
  const told = await red.comms.message('get-1', () => true);
  expect(told).toMatchObject({ payload: 'not-ready' });
  expect(((told.security?.['open'] ?? []) as { name: string }[]).map(({ name }) => name).toSorted()).toEqual([
    'Bedroom window',
    'Front door',
  ]);
  await red.inject('door-in', { payload: 'kept' });
  expect(await red.comms.message('door-1', () => true)).toMatchObject({ payload: 'kept', security: { value: 'open' } });
});

function gate(fields: object = {}): readonly FlowNode[] {
  const usual = { name: 'Garden gate', kind: 'contact', key: 'garden-gate', room: 'Garden' };
  return wired('gate', 'nightlatch-device', 1, { ...usual, ...fields });
}

/** The gate as the hub has it. */
function device(): DeviceState | undefined {
  return hub.panel.snapshot.devices.get('node-red/garden-gate');
}

describe('a virtual device', () => {
  test('is a zone of the alarm, which trips it', async () => {
    await deploy(gate(), wired('event', 'nightlatch-event', 1, { events: ['alarm', 'entry'] }).slice(1));
    await red.comms.badged('gate', 'nightlatch.status.unknown');
    await red.inject('gate-in', { payload: false });
    await red.comms.badged('gate', 'nightlatch.status.closed');
    expect(device()).toMatchObject({ name: 'Garden gate', room: 'Garden', available: true });
    await red.inject('alarm-in', { payload: 'night' });
    await red.comms.badged('alarm', 'nightlatch.status.night');
    await red.inject('gate-in', { payload: true });
    const entry = await red.comms.message('event-1', ({ payload }) => payload === 'entry');
    expect(entry.security?.['cause']).toMatchObject({ id: 'node-red/garden-gate', name: 'Garden gate', value: 'open' });
  });

  test('keeps its value through a deploy, follows its key, and goes with its node', async () => {
    await deploy(gate());
    await red.inject('gate-in', { payload: true });
    await red.comms.badged('gate', 'nightlatch.status.open');
    await red.deploy(flowOf(joined(hub.broker), gate({ name: 'Gate' })));
    await red.comms.badged('gate', 'nightlatch.status.open');
    expect(device()).toMatchObject({ values: { contact: { value: 'open' } } });
    const gone = hub.changed(({ type }) => type === 'removed');
    await red.deploy(flowOf(joined(hub.broker)));
    expect(await gone).toMatchObject({ device: 'node-red/garden-gate' });
  });

  test('does what the home tells it, and then says so', async () => {
    await deploy(gate({ kind: 'lock' }));
    await red.inject('gate-in', { payload: false });
    await red.comms.badged('gate', 'nightlatch.status.unlocked');
    expect(await hub.panel.execute({ type: 'lock', device: 'node-red/garden-gate' })).toEqual({ ok: true });
    expect(await red.comms.message('gate-1', () => true)).toMatchObject({
      payload: 'lock',
      topic: 'node-red/garden-gate',
    });
    await red.inject('gate-in', { payload: 'locked' });
    await red.comms.badged('gate', 'nightlatch.status.locked');
  });

  test('takes a burst of 10,000 values and ends at the last, and the alarm still answers', async () => {
    await deploy(gate(), [
      {
        id: 'burst',
        z: 'tab',
        type: 'function',
        x: 1,
        y: 1,
        func: 'for (let i = 0; i < 10000; i++) node.send({ payload: i % 2 === 0 }); node.send({ payload: true });',
        outputs: 1,
        wires: [['gate']],
      },
      { id: 'burst-in', z: 'tab', type: 'inject', x: 1, y: 1, props: [{ p: 'payload' }], wires: [['burst']] },
    ]);
    await red.inject('gate-in', { payload: false });
    await red.comms.badged('gate', 'nightlatch.status.closed');
    let heard = 0;
    const following = hub.panel.changes.subscribe((change) => {
      if (change.type === 'attribute' && change.device === 'node-red/garden-gate') heard += 1;
    });
    const last = hub.changed(() => heard === 10_001);
    await red.inject('burst-in');
    await last;
    following.unsubscribe();
    expect(device()?.values.contact?.value).toBe('open');
    await red.inject('gate-in', { payload: false });
    await red.inject('alarm-in', { payload: 'night' });
    await red.comms.badged('alarm', 'nightlatch.status.night');
    expect(red.comms.shown('caught')).toEqual([]);
  }, 60_000);

  test.each([17, 'ajar', { open: true }])('a value that its kind does not have is an error: %j', async (payload) => {
    await deploy(gate());
    await red.inject('gate-in', { payload });
    const caught = await red.comms.message('caught', () => true);
    expect((caught['error'] as { message: string }).message).toMatch(/no value of contact/);
  });
});

test('a hub that does not take our devices is an error that says what to do', async () => {
  await hub.close();
  hub = await openHubHouse({ devices: false });
  await red.deploy(
    flowOf(joined(hub.broker), wired('gate', 'nightlatch-device', 1, { name: 'Gate', kind: 'contact', key: 'gate' })),
  );
  await red.comms.badged('gate', 'nightlatch-device.status.waiting');
  await red.inject('gate-in', { payload: true });
  const caught = await red.comms.message('caught', () => true);
  expect((caught['error'] as { message: string }).message).toMatch(/devices: true/);
});

test('10,000 commands in a burst are each answered, and the house is as it was told', async () => {
  await deploy([
    {
      id: 'burst',
      z: 'tab',
      type: 'function',
      x: 1,
      y: 1,
      func: "for (let i = 0; i < 10000; i++) node.send({ payload: 'night' });",
      outputs: 1,
      wires: [['alarm']],
    },
    { id: 'burst-in', z: 'tab', type: 'inject', x: 1, y: 1, props: [{ p: 'payload' }], wires: [['burst']] },
    { id: 'done', z: 'tab', type: 'complete', x: 1, y: 1, scope: ['alarm'], wires: [['count']] },
    {
      id: 'count',
      z: 'tab',
      type: 'function',
      x: 1,
      y: 1,
      func: "const n = (context.get('n') || 0) + 1; context.set('n', n); if (n === 10000) return { payload: n };",
      outputs: 1,
      wires: [['counted']],
    },
    {
      id: 'counted',
      z: 'tab',
      type: 'debug',
      x: 1,
      y: 1,
      active: true,
      tosidebar: true,
      complete: 'true',
      targetType: 'full',
      wires: [],
    },
  ]);
  await red.inject('burst-in');
  expect(await red.comms.message('counted', () => true, 'count', 50_000)).toMatchObject({ payload: 10_000 });
  expect(red.comms.shown('caught')).toEqual([]);
  const reasons = new Set(red.comms.shown('alarm-2').map(({ payload }) => payload));
  expect([...reasons].every((reason) => reason === 'busy' || reason === 'already')).toBe(true);
  expect(hub.panel.snapshot.partitions.get('house')).toMatchObject({ state: 'armed', mode: 'night' });
}, 60_000);

test('a node without a home, or of a later version, says so to whoever asks it', async () => {
  await red.deploy(
    flowOf(
      joined(hub.broker),
      wired('lost', 'nightlatch-alarm', 2, { home: '' }),
      wired('late', 'nightlatch-lock', 2, { version: 99 }),
    ),
  );
  await red.comms.badged('lost', 'nightlatch.status.noHome');
  await red.comms.badged('late', 'nightlatch.status.broken');
  await red.inject('lost-in', { payload: { mode: 'off', code: '9318' } });
  const caught = await red.comms.message('caught', () => true);
  expect((caught['error'] as { message: string }).message).toMatch(/choose one, and deploy/);
  expect(JSON.stringify(caught)).not.toContain('9318');
});
