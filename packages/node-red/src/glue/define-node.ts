import type { HomeChange } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { Node, NodeAPI, NodeDef, NodeMessage, NodeMessageInFlow, NodeStatus } from 'node-red';
import type { SharedHome } from '../connection/shared-home.ts';
import { takePayload } from '../messages/hide-code.ts';
import type { Reason } from '../messages/security-message.ts';
import { answer, messageOf } from './answer.ts';
import type { AskedFields } from './asked.ts';
import { isPayloadAsked, readAsked } from './asked.ts';
import { BROKEN, LOST, NOT_OPEN, NO_HOME } from './badge.ts';
import { findHome } from './home-node.ts';
import type { Migration } from './migrate.ts';
import { migrateFields } from './migrate.ts';

/** What every node of a flow has in its configuration. */
export interface SecurityFields extends AskedFields {
  /** Id of the configuration node. */
  readonly home?: string;
  /** Whether the present state is sent when the flows start. */
  readonly initial?: boolean;
  /** Whether changes are sent that this Node-RED made itself. */
  readonly own?: boolean;
}

export interface NodeParts<Fields> {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly fields: Fields;
  readonly home: SharedHome;
}

/** Sends to the node's outputs, in their order. */
export type Send = (messages: NodeMessage | (NodeMessage | null)[]) => void;

/** What a kind of node does. */
export interface Behaviour {
  /** Shows what is so now, and tells it. Called when all nodes are there, and each time the hub is found or lost. */
  refresh(reason: Reason, change?: HomeChange): void;
  /** Something changed in the home, whose hub is there. */
  changed?(change: HomeChange): void;
  /** Takes a message. What is thrown goes to the flow's catch node. @param payload What is asked, as it came; the message holds no code. */
  input?(message: NodeMessageInFlow, payload: unknown, send: Send): Promise<void> | void;
  /** The node goes. @param isRemoved For good: it was deleted or disabled. */
  close?(isRemoved: boolean): Promise<void> | void;
}

export interface NodeKind<Fields> {
  readonly type: string;
  /** One step for each version that its configuration has had. */
  readonly migrations: readonly Migration[];
  /** The whole payload may be a code: it is taken out of the message before anything else sees it. */
  readonly isPayloadSecret?: boolean;
  begin(parts: NodeParts<Fields>): Behaviour;
}

/** Registers a kind of node: its home, its life, its errors and its badge are the same for all. */
export function defineNode<Fields extends SecurityFields>(RED: NodeAPI, kind: NodeKind<Fields>): void {
  function SecurityNode(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    try {
      const fields = migrateFields({ ...definition }, kind.migrations) as unknown as Fields;
      const home = findHome(RED, fields.home);
      if (home) live(kind, { RED, node: this, fields, home });
      else idle(kind, this, NO_HOME, 'The node has no home that can be used: choose one, and deploy.');
    } catch (error) {
      this.error(messageOf(error));
      idle(kind, this, BROKEN, messageOf(error));
    }
  }
  RED.nodes.registerType(kind.type, SecurityNode);
}

type KindOfMessages = Pick<NodeKind<never>, 'isPayloadSecret'>;

/** A node that cannot work says so at each message. */
function idle(kind: KindOfMessages, node: Node, badge: NodeStatus, problem: string): void {
  node.status(badge);
  node.on('input', (message, _, done) => {
    take(kind, message);
    done(new NightlatchError('no-home', problem));
  });
}

function live<Fields extends SecurityFields>(kind: NodeKind<Fields>, parts: NodeParts<Fields>): void {
  const { RED, node, fields, home } = parts;
  const behaviour = kind.begin(parts);
  let isStarted = false;
  /* What happens while a deploy builds the nodes: it is told when all are there. */
  const early: HomeChange[] = [];
  const refresh = (change?: HomeChange): void => {
    if (isStarted) behaviour.refresh('start', change);
    if (home.problem !== undefined) node.status(NOT_OPEN);
    else if (!home.isOnline) node.status(LOST);
  };
  const unsubscribe = home.subscribe((change) => {
    if (change.type === 'link') refresh(change);
    else if (!home.isOnline) return;
    else if (isStarted) behaviour.changed?.(change);
    else early.push(change);
  });
  /* What is sent before every node of the deploy exists is lost. */
  const started = (): void => {
    isStarted = true;
    refresh();
    for (const change of early.splice(0)) behaviour.changed?.(change);
  };
  RED.events.once('flows:started', started);
  refresh();
  node.on('input', (message, send, done) => {
    const payload = take(kind, message);
    const work = async (): Promise<void> => {
      if (!behaviour.input) throw new NightlatchError('no-input', 'The node takes no messages.');
      const asked = isPayloadAsked(fields) ? payload : await readAsked(fields, { RED, node, message, payload });
      await behaviour.input(message, asked, send);
    };
    void answer(work, done);
  });
  /* Node-RED tells by the number of arguments what is wanted: exactly these two. */
  node.on('close', (isRemoved: boolean, done: () => void) => {
    RED.events.removeListener('flows:started', started);
    unsubscribe();
    const close = async (): Promise<void> => await behaviour.close?.(isRemoved);
    void answer(close, (error) => {
      if (error) node.error(error.message);
      done();
    });
  });
}

/** Takes the payload, and what is secret in it out of the message. */
function take({ isPayloadSecret = false }: KindOfMessages, message: NodeMessageInFlow): unknown {
  const payload = takePayload(message);
  if (isPayloadSecret) message.payload = '';
  return payload;
}
