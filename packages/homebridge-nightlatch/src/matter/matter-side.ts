import type { MatterViewConfig } from '@nightlatch/bridge-matter';
import { MatterBridge, RememberingHost, matterViewSchema } from '@nightlatch/bridge-matter';
import type { Bridge, Home, Language, Log } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';
import type { API, MatterAccessory } from 'homebridge';
import { keepHomebridgeSubscriptions } from './keep-subscriptions.ts';
import { MatterHost } from './matter-host.ts';

interface View {
  readonly options: MatterViewConfig | undefined;
  readonly language: Language;
}

/** The home on Homebridge's own Matter bridge, beside Apple Home. */
export class MatterSide {
  readonly #api: API;
  readonly #log: Log;
  readonly #host: MatterHost;
  #remembering: RememberingHost | undefined;

  private constructor(api: API, host: MatterHost, log: Log) {
    this.#api = api;
    this.#host = host;
    this.#log = log;
  }

  /** @returns Undefined unless the owner has switched Matter on in Homebridge. */
  static of(api: API, log: Log): MatterSide | undefined {
    const { matter } = api;
    return matter && new MatterSide(api, new MatterHost({ matter, log, clock: systemClock }), log);
  }

  /** Takes an accessory that Homebridge kept from an earlier start. */
  restore(accessory: MatterAccessory): void {
    this.#host.restore(accessory);
  }

  /**
   * Shows what was shown before, unreachable, whether or not the home can be opened: what a plugin does not register in
   * one start, Homebridge forgets the plugin of, and removes in the next.
   */
  async begin(): Promise<void> {
    await keepHomebridgeSubscriptions(this.#api, this.#log);
    this.#remembering = new RememberingHost(this.#host, this.#host);
    await this.#remembering.restore();
  }

  async show(home: Home, { options, language }: View): Promise<Bridge> {
    this.#host.open(home.id);
    const host = this.#remembering ?? this.#host;
    const bridge = new MatterBridge({ host, log: this.#log, options: viewOf(options), language });
    await bridge.start(home);
    return bridge;
  }
}

/** What the configuration says of the view: the rest is for a bridge of our own. */
function viewOf(matter: MatterViewConfig = {}): MatterViewConfig {
  const keys = Object.keys(matterViewSchema.shape);
  return Object.fromEntries(Object.entries(matter).filter(([key]) => keys.includes(key)));
}
