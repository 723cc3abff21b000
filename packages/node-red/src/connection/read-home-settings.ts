import { join } from 'node:path';
import { ConfigError, SecretText } from '@nightlatch/model';
import type { HomeNodeConfig, HomeSettings } from './home-settings.ts';

export interface HomeCredentials {
  readonly password?: string;
  readonly secrets?: string;
}

/**
 * Reads how a home is to be reached from its node.
 *
 * @param userDir Node-RED's folder: a hub that runs here keeps its data below it.
 * @throws ConfigError when something is missing. Whether to join or to host is always said, never guessed: two hubs
 *   would be two truths.
 */
export function readHomeSettings(config: HomeNodeConfig, credentials: HomeCredentials, userDir: string): HomeSettings {
  if (config.role === 'host') {
    return {
      role: 'host',
      configuration: config.configuration ?? '',
      ...(isGiven(credentials.secrets) ? { secrets: new SecretText(credentials.secrets) } : {}),
      dataDir: join(userDir, 'nightlatch'),
      file: join(userDir, 'nightlatch.yaml'),
    };
  }
  if (config.role !== 'join') {
    const remedy = 'Open the nightlatch home node and say whether it joins a hub or is the hub.';
    throw new ConfigError([{ key: 'role', message: 'It is not said where the hub runs.', remedy }]);
  }
  return {
    role: 'join',
    home: needed(config.home, 'home', 'the id of the home, as the hub has it'),
    broker: needed(config.broker, 'broker', 'the address of the hub, such as mqtt://127.0.0.1:1885'),
    client: needed(config.client, 'client', 'our name on the link, such as node-red'),
    ...(isGiven(credentials.password) ? { password: new SecretText(credentials.password) } : {}),
    ...(isGiven(config.ca) ? { ca: config.ca } : {}),
  };
}

function needed(value: string | undefined, key: string, what: string): string {
  if (isGiven(value)) return value;
  throw new ConfigError([{ key, message: 'It is empty.', remedy: `Give ${what}.` }]);
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}
