import { ConfigError } from '@nightlatch/model';

/** Where a broker listens. */
export interface BrokerAddress {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `mqtt://host[:port]` or `mqtts://host[:port]`; the ports are 1883 and 8883 by default.
 *
 * @throws ConfigError when it is anything else, or carries a password: addresses are logged, passwords never are.
 */
export function readBrokerAddress(text: string): BrokerAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username || url?.password) {
    throw brokerError(
      'The address of the broker carries a user name or password.',
      'Move them to username and password.',
    );
  }
  if (!url || !['mqtt:', 'mqtts:'].includes(url.protocol) || url.hostname === '') {
    throw brokerError(`"${text}" is no address of a broker.`, 'Write mqtt://host:1883 or mqtts://host:8883.');
  }
  const secure = url.protocol === 'mqtts:';
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  return { secure, host, port: url.port === '' ? (secure ? 8883 : 1883) : Number(url.port) };
}

/** Tells whether a host name or address is this machine's own. */
export function isLoopback(host: string): boolean {
  const address = host.startsWith('::ffff:') ? host.slice('::ffff:'.length) : host;
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}

function brokerError(message: string, remedy: string): ConfigError {
  return new ConfigError([{ key: 'link.broker', message, remedy }]);
}
