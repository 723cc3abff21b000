import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { flowOf, joined, wired } from './flow.ts';
import type { HubHouse, HubHouseOptions } from './hub-house.ts';
import { openHubHouse } from './hub-house.ts';
import type { FlowNode, NodeRed, NodeRedOptions } from './node-red.ts';
import { startNodeRed } from './node-red.ts';

const START_MS = 60_000;

/** One Node-RED for a test file, and for each of its tests a new hub beside it. */
export interface Rig {
  readonly red: NodeRed;
  readonly hub: HubHouse;
  /** Puts another hub in place of the test's own. */
  anotherHub(options: HubHouseOptions): Promise<void>;
  /** Deploys nodes beside an alarm node that is joined to the hub, and waits until it knows the home. */
  deploy(...nodes: readonly (FlowNode | readonly FlowNode[])[]): Promise<void>;
}

/** Registers what starts and ends them with the test file. */
export function rigOf(options: HubHouseOptions = {}, nodeRed: NodeRedOptions = {}): Rig {
  let red: NodeRed | undefined;
  let hub: HubHouse | undefined;
  beforeAll(async () => {
    red = await startNodeRed(nodeRed);
  }, START_MS);
  afterAll(async () => {
    await red?.stop();
  });
  beforeEach(async () => {
    hub = await openHubHouse(options);
    red?.comms.forget();
  });
  afterEach(async () => {
    await red?.deploy([]);
    await hub?.close();
  });
  return {
    get red() {
      return there(red);
    },
    get hub() {
      return there(hub);
    },
    async anotherHub(other) {
      await hub?.close();
      hub = await openHubHouse(other);
    },
    async deploy(...nodes) {
      await there(red).deploy(flowOf(joined(there(hub).broker), wired('alarm', 'nightlatch-alarm', 2), ...nodes));
      await there(red).comms.message('alarm-1', ({ payload }) => payload === 'off');
    },
  };
}

function there<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('It is there only while a test runs.');
  return thing;
}
