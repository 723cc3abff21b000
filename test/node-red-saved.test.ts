import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { debug, flowOf, inject, joined, onTab } from './node-red/flow.ts';
import type { FlowNode } from './node-red/node-red.ts';
import { rigOf } from './node-red/rig.ts';

const rig = rigOf();

/** Every kind of node as the editor of the first version saved it. It is never edited: flows like it are out there. */
function savedByVersion1(): readonly FlowNode[] {
  const file = join(import.meta.dirname, 'node-red', 'saved-version-1.json');
  const saved = JSON.parse(readFileSync(file, 'utf8')) as { type: string }[];
  return saved.map(({ type, ...fields }) =>
    onTab(type, type, { home: 'home-node', wires: [[`${type}-1`]], ...fields }),
  );
}

/** What each shows while the house is at rest, of the nodes that show anything before the first message. */
const BADGES: Readonly<Record<string, string>> = {
  'nightlatch-alarm': 'nightlatch.status.off',
  'nightlatch-lock': 'nightlatch.status.locked',
  'nightlatch-sensor': 'nightlatch.status.closed',
  'nightlatch-siren': 'nightlatch.status.false',
  'nightlatch-zone': 'nightlatch.status.closed',
};

test('flows that the first version saved go on as they were', async () => {
  const saved = savedByVersion1();
  await rig.red.deploy(
    flowOf(
      joined(rig.hub.broker),
      inject('in', 'nightlatch-alarm'),
      inject('gate-in', 'nightlatch-device'),
      inject('ask', 'nightlatch-get'),
      saved,
      saved.map(({ id }) => debug(`${id}-1`)),
    ),
  );
  for (const [id, badge] of Object.entries(BADGES)) await rig.red.comms.badged(id, badge);
  await rig.red.inject('gate-in', { payload: 'closed' });
  await rig.red.comms.badged('nightlatch-device', 'nightlatch.status.closed');
  await rig.red.inject('ask', {});
  await rig.red.comms.message('nightlatch-get-1', ({ payload }) => payload !== undefined);
  await rig.red.inject('in', { payload: 'home' });
  await rig.red.comms.badged('nightlatch-alarm', 'nightlatch.status.home');
  const broken = ['nightlatch.status.broken', 'nightlatch.status.noHome', 'nightlatch.status.gone'];
  expect(saved.filter(({ id }) => broken.includes(rig.red.comms.badge(id)?.text ?? '')).map(({ id }) => id)).toEqual(
    [],
  );
  expect(rig.red.comms.shown('caught')).toEqual([]);
});
