import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowNode } from './node-red.ts';
import { CLIENT, LINK_PASSWORD } from './hub-house.ts';

export const HOME = 'home-node';
const TAB = 'tab';

/** The folder of the examples. */
export const FLOWS = join(import.meta.dirname, '..', '..', 'flows');

/** Reads an example as the import dialog would; its home is joined to a hub of the test's. */
export function example(name: string, broker: string): readonly FlowNode[] {
  const flow = JSON.parse(readFileSync(join(FLOWS, `${name}.json`), 'utf8')) as FlowNode[];
  return flow.map((node) =>
    node.type === 'nightlatch-home'
      ? { ...node, broker, client: CLIENT, credentials: { password: LINK_PASSWORD } }
      : node,
  );
}

/** The configuration node that joins a hub. */
export function joined(broker: string, more: object = {}): FlowNode {
  return {
    id: HOME,
    type: 'nightlatch-home',
    version: 1,
    name: '',
    role: 'join',
    broker,
    home: 'home',
    client: CLIENT,
    credentials: { password: LINK_PASSWORD },
    ...more,
  };
}

/** A node on the tab; without a place on it, Node-RED would take it for a configuration node. */
export function onTab(id: string, type: string, fields: object): FlowNode {
  return { id, type, z: TAB, x: 100, y: 100, ...fields };
}

export function debug(id: string): FlowNode {
  return onTab(id, 'debug', { active: true, tosidebar: true, complete: 'true', targetType: 'full', wires: [] });
}

export function inject(id: string, to: string): FlowNode {
  return onTab(id, 'inject', { props: [{ p: 'payload' }], repeat: '', once: false, wires: [[to]] });
}

/** A node of ours with an inject node before it, and a debug node behind each output: `<id>-in`, `<id>-1`, `<id>-2`. */
export function wired(id: string, type: string, outputs: number, fields: object = {}): readonly FlowNode[] {
  const names = Array.from({ length: outputs }, (_, index) => `${id}-${index + 1}`);
  const shared = { version: 1, home: HOME, initial: true, own: true };
  return [
    inject(`${id}-in`, id),
    onTab(id, type, { ...shared, wires: names.map((name) => [name]), ...fields }),
    ...names.map(debug),
  ];
}

/** A whole flow around nodes of the test's: a tab, and a catch node whose errors `caught` shows. */
export function flowOf(...nodes: readonly (FlowNode | readonly FlowNode[])[]): readonly FlowNode[] {
  return [
    { id: TAB, type: 'tab', label: 'test' },
    onTab('catch', 'catch', { scope: null, wires: [['caught']] }),
    debug('caught'),
    ...nodes.flat(),
  ];
}
