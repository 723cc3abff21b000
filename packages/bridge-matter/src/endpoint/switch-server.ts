import type { Behavior } from '@matter/main';
import type { EndpointRequest } from '../plan/endpoint-plan.ts';
import type { Asking } from './asking.ts';
import type { MatterModule } from './matter-module.ts';
import { throwRefusal } from './refusal-status.ts';

/**
 * Makes the server of a switch that asks the home. Its state follows the home alone: a refused command throws, and
 * changes nothing.
 *
 * The timed and effect commands of the cluster are plain on and off here. An alarm is neither armed nor disarmed by the
 * timer of an app.
 */
export function switchServer(matter: MatterModule, asking: Asking): Behavior.Type {
  return class HomeSwitchServer extends matter.OnOffServer.with('Lighting') {
    override async on(): Promise<void> {
      await this.#ask({ type: 'on' });
    }

    override async off(): Promise<void> {
      await this.#ask({ type: 'off' });
    }

    override async toggle(): Promise<void> {
      await this.#ask({ type: this.state.onOff ? 'off' : 'on' });
    }

    override async offWithEffect(): Promise<void> {
      await this.#ask({ type: 'off' });
    }

    override async onWithRecallGlobalScene(): Promise<void> {
      await this.#ask({ type: 'on' });
    }

    override async onWithTimedOff(): Promise<void> {
      await this.#ask({ type: 'on' });
    }

    async #ask(request: EndpointRequest): Promise<void> {
      throwRefusal(matter, await asking.ask(this.endpoint, request));
    }
  };
}
