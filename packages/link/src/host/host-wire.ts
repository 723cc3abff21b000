import type { ProvenClient } from './client-registry.ts';

/** Something a client sent to the hub. */
export interface Received {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** It lay at the broker from before: never a command. */
  readonly isRetained: boolean;
  /** Who sent it; absent where the broker does not tell, and the topic must. */
  readonly client?: ProvenClient;
}

/** What the hub's side does with its broker. */
export interface WireListener {
  received(message: Received): void;
  /** The hub holds the home's topics now. @param retained What was retained there before. */
  up(retained: ReadonlySet<string>): void;
  down(): void;
  /** What `status` holds is not ours any more, and must be put back. */
  statusLost(): void;
}

/** The hub's way to a broker, embedded or external. What is published while it is down is lost. */
export interface HostWire {
  publish(topic: string, payload: string, options: { retain: boolean; qos: 0 | 1 }): void;
  /** Publishes on the topic `live`, as soon as can be: at QoS 0, and without a promise. */
  tell(payload: string): void;
  /** Ends it after what was published has left. */
  close(): Promise<void>;
}
