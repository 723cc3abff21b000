import type { ClusterEvent, EndpointAnswer, EndpointPlan, EndpointRequest } from '../plan/endpoint-plan.ts';

/** Finds whom an endpoint's command is for. matter.js makes a server anew for each command, so it cannot know itself. */
export class Asking {
  readonly #plans = new WeakMap<object, Pick<EndpointPlan, 'ask' | 'camera'>>();
  readonly #tell: (endpoint: object, events: readonly ClusterEvent[]) => Promise<void>;

  constructor(tell: (endpoint: object, events: readonly ClusterEvent[]) => Promise<void>) {
    this.#tell = tell;
  }

  set(endpoint: object, plan: Pick<EndpointPlan, 'ask' | 'camera'>): void {
    this.#plans.set(endpoint, plan);
  }

  async ask(endpoint: object, request: EndpointRequest): Promise<EndpointAnswer> {
    const ask = this.#plans.get(endpoint)?.ask;
    return ask ? await ask(request) : { ok: false, reason: 'unavailable' };
  }

  /** The camera behind an endpoint, or behind the one that it is a part of. */
  cameraOf(endpoint: { readonly owner?: object | undefined }): EndpointPlan['camera'] {
    return (this.#plans.get(endpoint) ?? this.#plans.get(endpoint.owner ?? endpoint))?.camera;
  }

  /** Sends events of an endpoint, outside the transaction of the command that they tell of. */
  async tell(endpoint: object, events: readonly ClusterEvent[]): Promise<void> {
    await this.#tell(endpoint, events);
  }
}
