import type { Node, NodeAPI } from 'node-red';
import type { SharedHome } from '../connection/shared-home.ts';

export const HOME_TYPE = 'nightlatch-home';

/** The configuration node, as the others find it. Without `shared` where its settings cannot be used. */
export interface HomeNode extends Node {
  shared?: SharedHome;
}

/** Finds the home that a node names; undefined when there is none, or it cannot be used. */
export function findHome(RED: NodeAPI, id: string | undefined): SharedHome | undefined {
  const node = id ? (RED.nodes.getNode(id) as HomeNode | null) : null;
  return node?.type === HOME_TYPE ? node.shared : undefined;
}
