import { simulatorSchema } from '@nightlatch/source-simulator';
import { zigbee2mqttSchema } from '@nightlatch/source-zigbee2mqtt';

/** One schema fragment for each source, told apart by `type`. */
export const SOURCE_SCHEMAS = [zigbee2mqttSchema, simulatorSchema] as const;
