import type { ClusterEvent, EndpointPlan } from './plan/endpoint-plan.ts';

/**
 * Where endpoints are shown: a Matter node of ours, or Matterbridge, or Homebridge.
 *
 * What is asked of it is done in order. Nothing here rejects: what an ecosystem does not take is for the host to log.
 */
export interface EndpointHost {
  /** Shows an endpoint, or takes a plan's new name, room or shape over. It reads the plan when it is ready. */
  show(plan: EndpointPlan): void;
  /** Tells controllers what of an endpoint is not as they know it, then the events. */
  refresh(key: string, events?: readonly ClusterEvent[]): void;
  /** Takes an endpoint away for good. */
  remove(key: string): void;
  /** Everything that belongs to this start of the home has been shown: what an earlier one showed may go in time. */
  complete?(): void;
  /** Resolves when all that was asked so far is done. */
  settled(): Promise<void>;
}
