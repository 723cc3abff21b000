import type { SecretText, SilentSink } from '@nightlatch/model';
import { connectAsync } from 'mqtt';
import { alarmMessage } from './alarm-message.ts';

export interface MqttSinkOptions {
  readonly broker: string;
  readonly topic: string;
  readonly username?: string;
  readonly password?: SecretText;
  /** Certificate of the authority that signed the broker's, as PEM; those that Node trusts by default. */
  readonly ca?: string;
  /** How long one attempt may take to connect: 10 s by default. */
  readonly timeoutMs?: number;
}

/**
 * Publishes silent alarms on a broker of its own, acknowledged (QoS 1) and not retained.
 *
 * It connects for each alarm only: a connection that stood all the time would tell whoever watches the network that there
 * is something to watch, and would have to be kept up without a word in any log.
 */
export function mqttSink(options: MqttSinkOptions): SilentSink {
  const { broker, topic, username, password, ca, timeoutMs = 10_000 } = options;
  return {
    async deliver(alarm) {
      const client = await connectAsync(
        broker,
        {
          connectTimeout: timeoutMs,
          reconnectPeriod: 0,
          ...(username === undefined ? {} : { username }),
          ...(password === undefined ? {} : { password: password.reveal() }),
          ...(ca === undefined ? {} : { ca }),
        },
        false,
      );
      // Ending it fails what is still to be acknowledged.
      const impatience = setTimeout(() => client.end(true), timeoutMs);
      try {
        await client.publishAsync(topic, alarmMessage(alarm), { qos: 1 });
      } finally {
        clearTimeout(impatience);
        await client.endAsync(true);
      }
    },
  };
}
