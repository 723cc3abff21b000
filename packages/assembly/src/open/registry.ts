import type { Clock, DeviceSource, Log } from '@nightlatch/model';
import { createSimulator } from '@nightlatch/source-simulator';
import { createZigbee2MqttSource } from '@nightlatch/source-zigbee2mqtt';
import type { Config } from '../schema/configuration-schema.ts';
import { readPem } from './read-pem.ts';

type SourceSettings = Config['sources'][number];
type SettingsOf<Type extends SourceSettings['type']> = Extract<SourceSettings, { type: Type }>;

/** What every source is given beside its own part of the configuration. */
export interface SourceTools {
  readonly log: Log;
  readonly clock: Clock;
  /** The configuration's file: paths in it are meant from its folder. */
  readonly file?: string;
}

/** One entry for each source that can be configured. */
const SOURCES: {
  readonly [Type in SourceSettings['type']]: (settings: SettingsOf<Type>, tools: SourceTools) => DeviceSource;
} = {
  simulator: ({ id, script, seed }, { log, clock }) => createSimulator({ id, script, seed, log, clock }),
  zigbee2mqtt: ({ id, broker, baseTopic, username, password, ca }, { log, clock, file }) =>
    createZigbee2MqttSource({
      id,
      broker,
      baseTopic,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { ca: readPem(ca, `sources.${id}.ca`, file) }),
      log,
      clock,
    }),
};

/** Builds the sources of a configuration; nothing is started. @throws ConfigError for a certificate that is not there. */
export function createSources(sources: Config['sources'], tools: SourceTools): readonly DeviceSource[] {
  return sources.map((settings) => create(settings, tools));
}

function create<Type extends SourceSettings['type']>(settings: SettingsOf<Type>, tools: SourceTools): DeviceSource {
  return SOURCES[settings.type](settings, tools);
}
