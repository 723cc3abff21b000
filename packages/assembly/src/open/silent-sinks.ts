import type { SilentSink } from '@nightlatch/model';
import { mqttSink, webhookSink } from '@nightlatch/notify';
import type { Config } from '../schema/configuration-schema.ts';
import { readPem } from './read-pem.ts';

/**
 * Builds the sinks of silent alarms; nothing is connected.
 *
 * @param file The configuration's file: paths in it are meant from its folder.
 * @throws ConfigError for a certificate that is not there.
 */
export function createSilentSinks(sinks: Config['silent'], file?: string): readonly SilentSink[] {
  return sinks.map(({ type: _type, ...settings }, index) => {
    if ('url' in settings) return webhookSink(settings);
    const { ca, ...rest } = settings;
    return mqttSink({ ...rest, ...(ca === undefined ? {} : { ca: readPem(ca, `silent.${index}.ca`, file) }) });
  });
}
