import { openConfiguredHome } from '@nightlatch/assembly';
import type { MatterModule } from '@nightlatch/bridge-matter';
import { AggregatorHost } from '@nightlatch/bridge-matter';
import type { PlatformConfig, PlatformLog, PlatformMatterbridge } from 'matterbridge';
import { MatterbridgeDynamicPlatform, MatterbridgeEndpoint, bridgedNode, powerSource } from 'matterbridge';
import { LogLevel, Logger } from 'matterbridge/matter';
import * as behaviors from 'matterbridge/matter/behaviors';
import { SmokeCoAlarm } from 'matterbridge/matter/clusters';
import * as devices from 'matterbridge/matter/devices';
import { Status, StatusResponseError } from 'matterbridge/matter/types';
import { houseConfig } from './host-config.ts';
import { houseEndpointClass } from './house-endpoint.ts';
import { HouseShell } from './house-shell.ts';
import { inOlderWords } from './older-words.ts';
import { pluginAggregators } from './plugin-aggregators.ts';

/** What matter.js may log at the most where it would tell PINs: commands' fields at INFO, whole messages at DEBUG. */
const DISCREET = { ProtocolService: LogLevel.NOTICE, MessageExchange: LogLevel.INFO };

/** matter.js as Matterbridge has it, with an `Endpoint` that Matterbridge takes. */
const matter: MatterModule = {
  ...behaviors,
  ...devices,
  Status,
  StatusResponseError,
  Endpoint: houseEndpointClass({ MatterbridgeEndpoint, bridgedNode, powerSource }),
};

/** The home as Matterbridge's platform: opened when Matterbridge starts its plugins, closed when it ends. */
class NightlatchPlatform extends MatterbridgeDynamicPlatform {
  readonly #shell: HouseShell;

  constructor(matterbridge: PlatformMatterbridge, log: PlatformLog, config: PlatformConfig) {
    super(matterbridge, log, config);
    Logger.facilityLevels = DISCREET;
    const aggregators = pluginAggregators(this);
    this.#shell = new HouseShell({
      openHome: openConfiguredHome,
      hostFor: (homeId, lockPolicy) => {
        const host = new AggregatorHost({ matter, homeId, aggregators, lockPolicy, log });
        return 'Inoperative' in SmokeCoAlarm.ExpressedState ? host : inOlderWords(host);
      },
      folder: matterbridge.matterbridgeDirectory,
      log,
    });
  }

  override async onStart(): Promise<void> {
    await this.ready;
    const house = houseConfig(this.config);
    if (!house) {
      this.log.info('Nothing is configured yet: open the plugin’s settings to begin.');
      return;
    }
    try {
      await this.#shell.open(house);
    } catch (error) {
      await this.#shell.close();
      for (const line of String(error instanceof Error ? error.message : error).split('\n')) this.log.error(line);
      throw error;
    }
  }

  override async onShutdown(reason?: string): Promise<void> {
    await this.#shell.close();
    await super.onShutdown(reason);
    if (this.config.unregisterOnShutdown) await this.unregisterAllDevices();
  }
}

/** What Matterbridge calls when it loads the plugin. */
export default (
  matterbridge: PlatformMatterbridge,
  log: PlatformLog,
  config: PlatformConfig,
): MatterbridgeDynamicPlatform => new NightlatchPlatform(matterbridge, log, config);
