import { createHash } from 'node:crypto';

/**
 * Derives the identity of an endpoint from the home's id and the plan's key: 32 characters, the most that Matter takes.
 *
 * Apps know a device by it. Another derivation would make every device a new one, without its room and automations.
 */
export function endpointIdentity(homeId: string, key: string): string {
  return createHash('sha256').update(`nightlatch:${homeId}:${key}`).digest('hex').slice(0, 32);
}
