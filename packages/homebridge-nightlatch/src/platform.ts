import path from 'node:path';
import { logHouse } from '@nightlatch/assembly';
import type { HomeKitConfig } from '@nightlatch/bridge-homekit';
import { HomeKitBridge } from '@nightlatch/bridge-homekit';
import type { MatterViewConfig } from '@nightlatch/bridge-matter';
import type { Bridge, Home, Language, Log, Origin } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type {
  API,
  DynamicPlatformPlugin,
  Logging,
  MatterAccessory,
  PlatformAccessory,
  PlatformConfig,
} from 'homebridge';
import { houseConfig } from './host-config.ts';
import { MatterSide } from './matter/matter-side.ts';
import { PlatformHost } from './platform-host.ts';

/** A home that was opened from its configuration, whether its hub runs here or elsewhere. */
export interface OpenedHome {
  readonly config: {
    readonly home: { readonly language: Language; readonly timeZone?: string };
    readonly link?: { readonly role: string; readonly client?: string } | undefined;
    readonly bridges: { readonly homekit?: HomeKitConfig; readonly matter?: MatterViewConfig };
  };
  home(actor: { readonly origin: Origin; readonly client?: string }): Home;
  close(): Promise<void>;
}

/** Opens the home of a configuration. @throws ConfigError, or NightlatchError when it cannot run. */
export type OpenHome = (
  house: unknown,
  options: { readonly dataDir: string; readonly file: string; readonly log: Log },
) => Promise<OpenedHome>;

/** Makes the platform's class around a way to open homes. */
export function platformFor(
  openHome: OpenHome,
): new (log: Logging, config: PlatformConfig, api: API) => NightlatchPlatform {
  return class extends NightlatchPlatform {
    constructor(log: Logging, config: PlatformConfig, api: API) {
      super({ log, config, api, openHome });
    }
  };
}

interface Parts {
  readonly log: Logging;
  readonly config: PlatformConfig;
  readonly api: API;
  readonly openHome: OpenHome;
}

/**
 * Homebridge's side of a home: opens it when Homebridge has started, shows it, closes it when Homebridge ends.
 *
 * Without a configuration it stays idle. What cannot work is an error in the log, never the end of Homebridge.
 */
export class NightlatchPlatform implements DynamicPlatformPlugin {
  readonly #parts: Parts;
  readonly #host: PlatformHost;
  /** There only where the owner has switched Matter on in Homebridge. */
  readonly #matter: MatterSide | undefined;
  #running: Promise<(() => Promise<void>) | undefined> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#host = new PlatformHost(parts.api, parts.log);
    const { api, config, log } = parts;
    this.#matter = MatterSide.of(api, log);
    const house = houseConfig(config);
    if (!house) {
      log.info('Nothing is configured yet: open the plugin’s settings to begin.');
      return;
    }
    api.on('didFinishLaunching', () => {
      this.#running = this.#run(house);
    });
    api.on('shutdown', () => void this.#end());
  }

  configureAccessory(accessory: PlatformAccessory): void {
    this.#host.restore(accessory);
  }

  configureMatterAccessory(accessory: MatterAccessory): void {
    this.#matter?.restore(accessory);
  }

  /** @returns What ends it, or undefined when it could not begin. */
  async #run(house: Readonly<Record<string, unknown>>): Promise<(() => Promise<void>) | undefined> {
    const { api, log, openHome } = this.#parts;
    try {
      adviseChildBridge(log);
      await this.#matter?.begin();
      const dataDir = path.join(api.user.storagePath(), 'nightlatch');
      const opened = await openHome(house, { dataDir, file: api.user.configPath(), log });
      return await this.#show(opened);
    } catch (error) {
      const lines = error instanceof NightlatchError ? error.message.split('\n') : [String(error)];
      log.error('The home cannot be opened; nothing is shown until this is mended:');
      for (const line of lines) log.error(line);
      if (error instanceof Error && !(error instanceof NightlatchError)) log.debug(error.stack ?? '');
      return undefined;
    }
  }

  async #show(opened: OpenedHome): Promise<() => Promise<void>> {
    const { api, log } = this.#parts;
    const { home: house, bridges } = opened.config;
    const shown: Bridge[] = [];
    let told: { unsubscribe(): void } | undefined;
    const close = async (): Promise<void> => {
      told?.unsubscribe();
      for (const bridge of shown.reverse()) await bridge.stop();
      await opened.close();
    };
    try {
      const home = opened.home({ origin: 'homekit', client: CLIENT });
      told = logHouse(home, log, { ...logZone(house), without: [CLIENT, ...joiningAs(opened)] });
      const options = bridges.homekit ?? {};
      const homekit = new HomeKitBridge({ hap: api.hap, host: this.#host, log, options, language: house.language });
      shown.push(homekit);
      await homekit.start(home);
      if (this.#matter) {
        const over = opened.home({ origin: 'matter', client: CLIENT });
        shown.push(await this.#matter.show(over, { options: bridges.matter, language: house.language }));
      }
      log.info(`${home.name} is open.`);
      return close;
    } catch (error) {
      await close();
      throw error;
    }
  }

  async #end(): Promise<void> {
    try {
      const close = await this.#running;
      await close?.();
    } catch (error) {
      this.#parts.log.error(`The home did not close cleanly: ${String(error)}`);
    }
  }
}

/** What the hub calls us, where it runs here. */
const CLIENT = 'homebridge';

/** What it calls us where it runs elsewhere: what it refuses us, our bridge tells in words of its own. */
function joiningAs({ config: { link } }: OpenedHome): readonly string[] {
  return link?.role === 'join' && link.client !== undefined ? [link.client] : [];
}

function logZone({ timeZone }: OpenedHome['config']['home']): { readonly timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}

/** Homebridge starts a child bridge's process by this file. */
const CHILD_BRIDGE = /childBridgeFork\.js$/;

function adviseChildBridge(log: Log): void {
  if (CHILD_BRIDGE.test(process.argv[1] ?? '')) return;
  log.info('Run this plugin as a child bridge: then no other plugin can hold up or stop the alarm.');
}
