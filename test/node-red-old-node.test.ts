import { expect, test } from '@jest/globals';
import { flowOf, joined, wired } from './node-red/flow.ts';
import { rigOf } from './node-red/rig.ts';

/** As Node is before 22.13, on which Node-RED itself runs from 22.9 on: no `node:sqlite`, and no `require` of a module. */
const OLD = ['--no-experimental-sqlite', '--no-experimental-require-module'];
const rig = rigOf({}, { nodeOptions: OLD });

const HOSTED = {
  id: 'hosted',
  type: 'nightlatch-home',
  version: 1,
  role: 'host',
  configuration: 'home: { id: flat }\nsources: [{ type: simulator }]\n',
};

test('every node and the sidebar load without an error', async () => {
  const { nodes } = (await rig.red.get('/nodes/@nightlatch/node-red')) as { nodes: { err?: string }[] };
  expect(nodes.filter(({ err }) => err !== undefined)).toEqual([]);
  const plugins = (await rig.red.get('/plugins')) as { id: string; err?: string }[];
  const sidebar = plugins.find(({ id }) => id === '@nightlatch/node-red/nightlatch-sidebar');
  expect(sidebar).toBeDefined();
  expect(sidebar).not.toHaveProperty('err');
});

test('without node:sqlite hosting is an error that names Node and the remedy, while joining works', async () => {
  await rig.red.deploy(
    flowOf(
      joined(rig.hub.broker),
      HOSTED,
      wired('alarm', 'nightlatch-alarm', 2),
      wired('other', 'nightlatch-alarm', 2, { home: 'hosted' }),
    ),
  );
  const problem = new RegExp(
    `Node ${process.versions.node} has no node:sqlite.*22\\.13.*update Node, or let the node join`,
  );
  await rig.red.printed(problem);
  await rig.red.comms.badged('other', 'nightlatch.status.notOpen');
  await rig.red.inject('other-in', { payload: 'night' });
  const { error } = await rig.red.comms.message('caught', () => true);
  expect((error as { message: string }).message).toMatch(problem);
  await rig.red.comms.message('alarm-1', ({ payload }) => payload === 'off');
  await rig.red.inject('alarm-in', { payload: 'night' });
  await rig.red.comms.badged('alarm', 'nightlatch.status.night');
});
