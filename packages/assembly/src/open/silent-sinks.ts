import type { SilentSink } from '@nightlatch/model';
import { mqttSink, webhookSink } from '@nightlatch/notify';
import type { Config } from '../schema/configuration-schema.ts';

/** Builds the sinks of silent alarms; nothing is connected. */
export function createSilentSinks(sinks: Config['silent']): readonly SilentSink[] {
  return sinks.map(({ type: _type, ...settings }) => ('url' in settings ? webhookSink(settings) : mqttSink(settings)));
}
