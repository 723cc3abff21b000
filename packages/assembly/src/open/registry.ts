import type { Clock, DeviceSource, Log } from '@nightlatch/model';
import { createSimulator } from '@nightlatch/source-simulator';
import type { Config } from '../schema/configuration-schema.ts';

type SourceSettings = Config['sources'][number];
type SettingsOf<Type extends SourceSettings['type']> = Extract<SourceSettings, { type: Type }>;

/** What every source is given beside its own part of the configuration. */
export interface SourceTools {
  readonly log: Log;
  readonly clock: Clock;
}

/** One line for each source that can be configured. */
const SOURCES: {
  readonly [Type in SourceSettings['type']]: (settings: SettingsOf<Type>, tools: SourceTools) => DeviceSource;
} = {
  simulator: ({ id, script, seed }, tools) => createSimulator({ id, script, seed, ...tools }),
  zigbee2mqtt: () => {
    throw new TypeError('TODO');
  },
};

/** Builds the sources of a configuration; nothing is started. */
export function createSources(sources: Config['sources'], tools: SourceTools): readonly DeviceSource[] {
  return sources.map((settings) => create(settings, tools));
}

function create<Type extends SourceSettings['type']>(settings: SettingsOf<Type>, tools: SourceTools): DeviceSource {
  return SOURCES[settings.type as Type](settings, tools);
}
