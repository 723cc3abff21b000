import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { flowOf, inject, joined, onTab, wired } from './node-red/flow.ts';
import type { HubHouse } from './node-red/hub-house.ts';
import { CODE, openHubHouse } from './node-red/hub-house.ts';
import type { FlowNode, NodeRed } from './node-red/node-red.ts';
import { startNodeRed } from './node-red/node-red.ts';

let hub: HubHouse;
let red: NodeRed;

beforeAll(async () => {
  hub = await openHubHouse();
  red = await startNodeRed({ env: { NIGHTLATCH_TEST_MODE: 'night' } });
}, 60_000);
afterAll(async () => {
  await red?.stop();
  await hub?.close();
});

/** Deploys an alarm that takes its input from where the test says, with a function that keeps the modes in contexts. */
async function deploy(fields: object, ...more: readonly (FlowNode | readonly FlowNode[])[]): Promise<void> {
  const func = 'flow.set("wish", "night"); global.set("wish", "night"); node.send(msg);';
  const keep = onTab('keep', 'function', {
    func,
    outputs: 1,
    noerr: 0,
    initialize: '',
    finalize: '',
    wires: [['alarm']],
  });
  await red.deploy([]);
  red.comms.forget();
  await red.deploy(
    flowOf(joined(hub.broker), wired('alarm', 'nightlatch-alarm', 2, fields), inject('go', 'keep'), keep, ...more),
  );
  await red.comms.message('alarm-1', ({ payload }) => payload === 'off');
}

async function disarm(): Promise<void> {
  const disarmed = hub.changed((change) => change.type === 'partition' && change.to.state === 'disarmed');
  await hub.panel.execute({ type: 'disarm', code: new SecretText(CODE) });
  await disarmed;
}

test.each([
  ['a fixed word', { version: 2, input: 'night', inputType: 'word' }, { payload: 'anything' }],
  ['another property', { version: 2, input: 'wish.mode', inputType: 'msg' }, { payload: 7, wish: { mode: 'night' } }],
  ['the flow’s context', { version: 2, input: 'wish', inputType: 'flow' }, { payload: 7 }],
  ['the global context', { version: 2, input: 'wish', inputType: 'global' }, { payload: 7 }],
  ['an expression', { version: 2, input: '$lowercase(payload)', inputType: 'jsonata' }, { payload: 'NIGHT' }],
  ['the environment', { version: 2, input: 'NIGHTLATCH_TEST_MODE', inputType: 'env' }, { payload: 7 }],
  ['the payload, as before there was a choice', { version: 1 }, { payload: 'night' }],
])(
  'arms by %s',
  async (_, fields, message) => {
    await deploy(fields);
    await red.inject('go', message);
    await red.comms.message('alarm-1', ({ payload }) => payload === 'night');
    expect(red.comms.shown('caught')).toEqual([]);
    await disarm();
  },
  30_000,
);

test.each([
  ['a property that is not there', { version: 2, input: 'wish', inputType: 'msg' }, /undefined/],
  ['an expression that fails', { version: 2, input: '$number("x")', inputType: 'jsonata' }, /cannot be found/],
  ['a word that is no mode', { version: 2, input: 'party', inputType: 'word' }, /"party" is none of/],
])(
  '%s is an error to catch',
  async (_, fields, problem) => {
    await deploy(fields);
    await red.inject('go', { payload: 'night' });
    const { error } = await red.comms.message('caught', () => true);
    expect((error as { message: string }).message).toMatch(problem);
  },
  30_000,
);

test('a code in another property is taken out before a catch node could see it', async () => {
  await deploy({ version: 2, input: 'wish', inputType: 'msg' });
  await red.inject('go', { payload: 'x', wish: { mode: 'party', code: CODE } });
  const caught = await red.comms.message('caught', () => true);
  expect(caught['wish']).toEqual({ mode: 'party' });
  expect(JSON.stringify(caught)).not.toContain(CODE);
}, 30_000);

test('a siren takes a number of seconds, and a lock a word, that stand in the node', async () => {
  const siren = { version: 2, device: 'simulator/siren', attribute: 'siren', input: '1', inputType: 'num' };
  const lock = { version: 2, device: 'simulator/front-door-lock', attribute: 'lock', input: 'lock', inputType: 'word' };
  await deploy({}, wired('siren', 'nightlatch-siren', 2, siren), wired('lock', 'nightlatch-lock', 2, lock));
  hub.house.turn('Front door lock', 'unlocked');
  await red.comms.message('lock-1', ({ payload }) => payload === 'unlocked');
  red.comms.forget();
  await red.inject('siren-in', { payload: 'go' });
  await red.inject('lock-in', { payload: 'go' });
  await red.comms.message('siren-1', ({ payload }) => payload === true);
  await red.comms.message('siren-1', ({ payload }) => payload === false);
  await red.comms.message('lock-1', ({ payload }) => payload === 'locked');
}, 30_000);
