import { describe, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { debug, onTab, wired } from './node-red/flow.ts';
import { CODE } from './node-red/hub-house.ts';
import type { FlowNode } from './node-red/node-red.ts';
import { rigOf } from './node-red/rig.ts';

const rig = rigOf();

/** Every node that takes messages, with what it is about and its number of outputs. */
const TAKERS = {
  zone: ['nightlatch-zone', 2, { zone: 'simulator/front-door#contact' }],
  sensor: ['nightlatch-sensor', 1, { device: 'simulator/front-door', attribute: 'contact' }],
  lock: ['nightlatch-lock', 2, { device: 'simulator/front-door-lock', attribute: 'lock' }],
  camera: ['nightlatch-camera', 2, { device: 'simulator/doorbell' }],
  keypad: ['nightlatch-keypad', 2, { action: 'disarm', digits: 4 }],
  siren: ['nightlatch-siren', 2, { device: 'simulator/siren', attribute: 'siren' }],
  presence: ['nightlatch-presence', 1, { people: 'Ana', grace: 0 }],
  get: ['nightlatch-get', 1, { what: 'home' }],
  gate: ['nightlatch-device', 1, { name: 'Gate', kind: 'contact', key: 'gate' }],
} as const;

/** The node of a kind, about something else where `fields` say so. */
function taker(name: keyof typeof TAKERS, fields: object = {}): readonly FlowNode[] {
  const [type, outputs, own] = TAKERS[name];
  return wired(name, type, outputs, { ...own, ...fields });
}

const caught = (text: RegExp) =>
  rig.red.comms.message('caught', ({ error }) => text.test((error as { message: string }).message), String(text));

describe('a payload of the wrong kind is an error that says what was expected:', () => {
  test.each<[keyof typeof TAKERS, unknown, RegExp]>([
    ['zone', 17, /payload must be bypass/],
    ['zone', { action: 'open' }, /payload must be bypass/],
    ['lock', 'ajar', /payload must be true, false, lock/],
    ['lock', { lock: true, code: 9318 }, /code must be a text/],
    ['camera', { action: 'film' }, /action must be snapshot or clip/],
    ['keypad', 931_827, /payload must be a key or a code, as text/],
    ['keypad', 'open sesame', /payload must be a digit/],
    ['siren', 'loud', /payload must be true, false, on, off/],
    ['siren', -5, /sounds for 1 to 600 seconds/],
    ['siren', [true], /payload must be true, false, on, off/],
    ['presence', 17, /payload must be true, false, home/],
    ['gate', { open: true }, /no value of contact/],
  ])('%s %j', async (name, payload, text) => {
    await rig.deploy(taker(name));
    await rig.red.inject(`${name}-in`, { payload, topic: 'Ana' });
    expect(JSON.stringify(await caught(text))).not.toContain('9318');
  });

  test('presence needs to know who it is', async () => {
    await rig.deploy(taker('presence'));
    await rig.red.inject('presence-in', { payload: 'home', topic: '' });
    await caught(/topic must say who/);
  });
});

test('what is not in the home is refused or unknown, and its badge says so', async () => {
  const device = { device: 'simulator/sold', deviceName: 'Sold' };
  await rig.deploy(
    wired('annex', 'nightlatch-alarm', 2, { partition: 'annex' }),
    taker('zone', { zone: 'simulator/sold#contact', zoneName: 'Sold' }),
    taker('sensor', device),
    taker('lock', device),
    taker('siren', device),
    taker('get', { what: 'device', ...device }),
    wired('bell', 'nightlatch-doorbell', 3, { version: 2, ...device }).slice(1),
  );
  for (const each of ['zone', 'sensor', 'lock', 'siren', 'bell']) {
    expect(await rig.red.comms.badged(each, 'nightlatch.status.gone')).toMatchObject({ fill: 'yellow', shape: 'ring' });
  }
  const asked: [string, unknown, string, string][] = [
    ['annex', 'night', 'annex-2', 'unknown-partition'],
    ['zone', 'bypass', 'zone-2', 'unknown-zone'],
    ['lock', 'lock', 'lock-2', 'unknown-device'],
    ['siren', true, 'siren-2', 'unknown-device'],
    ['sensor', 'get', 'sensor-1', 'unknown'],
    ['get', 'get', 'get-1', 'unknown'],
  ];
  for (const [node, payload, output, answer] of asked) {
    await rig.red.inject(`${node}-in`, { payload });
    await rig.red.comms.message(output, (message) => message.payload === answer, answer);
  }
  expect(rig.red.comms.shown('caught')).toEqual([]);
});

test('what the owner permits to no flow is refused with the reason, by every node that commands', async () => {
  const never = ['arm', 'disarm', 'bypass', 'lock', 'unlock', 'siren', 'chime', 'panic', 'test'];
  await rig.anotherHub({ config: { policy: { never: { 'node-red': never } } } });
  await rig.deploy(taker('zone'), taker('lock'), taker('siren'), taker('keypad'));
  const asked: [string, unknown][] = [
    ['alarm', 'night'],
    ['alarm', 'panic'],
    ['alarm', 'test'],
    ['zone', 'bypass'],
    ['lock', 'lock'],
    ['siren', true],
    ['siren', 'chime'],
    ['keypad', '2580'],
  ];
  for (const [node, payload] of asked) {
    rig.red.comms.forget();
    await rig.red.inject(`${node}-in`, { payload });
    const refused = await rig.red.comms.message(`${node}-2`, () => true, `${node} ${String(payload)}`);
    expect([node, payload, refused.payload]).toEqual([node, payload, 'not-permitted']);
    expect(refused.security?.['text']).toMatch(/\w{3}/);
  }
  expect(rig.hub.panel.snapshot.partitions.get('house')?.state).toBe('disarmed');
  expect(rig.red.comms.shown('caught')).toEqual([]);
});

/** Sends 10,000 messages of every kind at once, in turn to every node: what it can use, and what it cannot. */
const BURST = `
const odd = [null, undefined, 0, -1, 17.5, NaN, '', 'x'.repeat(5000), [], [1, [2]], {}, { code: 9318 }, { action: 7 },
  { on: {} }, Buffer.from('9318'), true, false, 'lock', 'bypass', 'home', 'get', { mode: 'night', fource: true }];
for (let n = 0; n < 10000; n += 1) {
  const outputs = Array(OUTPUTS).fill(null);
  outputs[n % OUTPUTS] = { topic: 'Ana', payload: odd[Math.floor(n / OUTPUTS) % odd.length] };
  node.send(outputs);
}`;

/** Counts a message of a kind, and tells when all 10,000 are there. */
function count(kind: string): string {
  return `const n = (flow.get('n') || 0) + 1; flow.set('n', n); flow.set('${kind}', (flow.get('${kind}') || 0) + 1);
    if (n === 10000) return { payload: { done: flow.get('done'), caught: flow.get('caught') } };`;
}

test('10,000 messages of every kind in a burst to every node are each done or caught, and the house still answers', async () => {
  const names = Object.keys(TAKERS) as (keyof typeof TAKERS)[];
  const targets = [...names, 'alarm'];
  await rig.deploy(
    ...names.map((name) => taker(name).filter(({ type }) => type !== 'debug')),
    onTab('burst-in', 'inject', { props: [{ p: 'payload' }], wires: [['burst']] }),
    onTab('burst', 'function', {
      func: BURST.replaceAll('OUTPUTS', String(targets.length)),
      outputs: targets.length,
      wires: targets.map((name) => [name]),
    }),
    onTab('complete', 'complete', { scope: targets, wires: [['count-done']] }),
    onTab('caught-all', 'catch', { scope: targets, wires: [['count-caught']] }),
    onTab('count-done', 'function', { func: count('done'), outputs: 1, wires: [['counted']] }),
    onTab('count-caught', 'function', { func: count('caught'), outputs: 1, wires: [['counted']] }),
    debug('counted'),
  );
  await rig.red.inject('burst-in');
  const { payload } = await rig.red.comms.message('counted', () => true, 'count', 80_000);
  const { done, caught: errors } = payload as { done: number; caught: number };
  expect(done + errors).toBe(10_000);
  expect(errors).toBeGreaterThan(1000);
  expect(done).toBeGreaterThan(1000);
  // It may be armed by now, with the gate open: it obeys who has a code, and the flow shows that.
  expect(await rig.hub.panel.execute({ type: 'disarm', code: new SecretText(CODE) })).toEqual({ ok: true });
  await rig.red.comms.badged('alarm', 'nightlatch.status.off');
  expect(rig.red.log.filter((line) => /uncaught|9318/i.test(line))).toEqual([]);
}, 100_000);
