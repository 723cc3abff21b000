import { createHmac } from 'node:crypto';
import type { SecretText, SilentSink } from '@nightlatch/model';
import { ProtocolError } from '@nightlatch/model';
import { alarmMessage } from './alarm-message.ts';

export interface WebhookOptions {
  readonly url: string;
  readonly key?: SecretText;
  readonly token?: SecretText;
  /** How long one attempt may take: 10 s by default. */
  readonly timeoutMs?: number;
}

/**
 * Posts silent alarms to an address. Delivered is what is answered with 2xx; a redirection is not followed, since it would
 * carry the call for help to an address that nobody configured.
 *
 * With a key each message is signed: `x-nightlatch-signature` is `sha256=` and the HMAC-SHA-256, in hex, of the timestamp in
 * `x-nightlatch-timestamp`, a dot, and the body. A receiver that remembers `x-nightlatch-id` takes each alarm once.
 */
export function webhookSink({ url, key, token, timeoutMs = 10_000 }: WebhookOptions): SilentSink {
  return {
    async deliver(alarm) {
      const body = alarmMessage(alarm);
      const timestamp = String(alarm.at);
      const signature = key && createHmac('sha256', key.reveal()).update(`${timestamp}.${body}`).digest('hex');
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          'content-type': 'application/json',
          'x-nightlatch-id': alarm.id,
          'x-nightlatch-timestamp': timestamp,
          ...(signature === undefined ? {} : { 'x-nightlatch-signature': `sha256=${signature}` }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }),
        },
        body,
      });
      await response.body?.cancel();
      if (!response.ok)
        throw new ProtocolError(
          'webhook-refused',
          `The webhook answered ${response.status}: see what its receiver expects.`,
        );
    },
  };
}
