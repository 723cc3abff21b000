import type { Actor, HomeChange } from '@nightlatch/model';

/** Version of the `security` property; new keys may come without a new one. */
export const MESSAGE_VERSION = 1;

/**
 * Why a message comes: `start` tells what is so when the flows start or the hub is found again, `change` what others
 * or the house itself did, `command` what this Node-RED did: leave it out, and no flow answers itself.
 */
export type Reason = 'start' | 'change' | 'command';

/** Everything of a message beside its one word and its topic. */
export interface SecurityProperty {
  readonly v: typeof MESSAGE_VERSION;
  /** Id of the home. */
  readonly home: string;
  readonly kind: string;
  /** Stable id of what the message is about; the topic too. */
  readonly id: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The way in that it came by (`homekit`, `node-red`, `keypad`, …), or `house`: a sensor, a timer, a hand on a door. */
  readonly by: string;
  readonly client?: string;
  readonly user?: string;
  readonly reason: Reason;
  /** The payload of the message before. */
  readonly was?: unknown;
  readonly [key: string]: unknown;
}

/** A type and no interface: Node-RED's own messages have an index. */
export type SecurityMessage = {
  readonly topic: string;
  readonly payload: unknown;
  readonly security: SecurityProperty;
};

/** What a message says, before who and why. */
export interface Said {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface Circumstances {
  readonly home: string;
  readonly at: number;
  readonly reason: Reason;
  readonly actor?: Actor;
  /** Who did it where the hub cannot name them. */
  readonly by?: string;
  readonly was?: unknown;
}

/** Puts a message together: the word in `payload`, the stable id in `topic`, everything else in `security`. */
export function securityMessage(said: Said, { home, at, reason, actor, by, was }: Circumstances): SecurityMessage {
  const { kind, id, name, payload, more } = said;
  return {
    topic: id,
    payload,
    security: {
      v: MESSAGE_VERSION,
      home,
      kind,
      id,
      name,
      at,
      by: actor?.origin ?? by ?? 'house',
      ...(actor?.client === undefined ? {} : { client: actor.client }),
      ...(actor?.user === undefined ? {} : { user: actor.user }),
      reason,
      ...(was === undefined ? {} : { was }),
      ...more,
    },
  };
}

/** Who brought a change about, where the hub tells. */
export function actorOf(change: HomeChange | undefined): Actor | undefined {
  return change?.type === 'partition' || change?.type === 'refused' ? change.actor : undefined;
}
