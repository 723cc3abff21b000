import { NightlatchError } from '@nightlatch/model';

const SCHEMES: readonly string[] = ['mqtt:', 'mqtts:'];

/**
 * Makes an address of a broker out of what people type: a bare name, a name with a port, an address of the web.
 *
 * @throws NightlatchError `broker-address` when nothing of the kind can be seen in it.
 */
export function brokerAddress(typed: string, defaultPort = 1883): string {
  const text = typed.trim().replace(/^(?:https?|tcp):\/\//i, 'mqtt://');
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `mqtt://${text}`);
  if (!url?.hostname || !SCHEMES.includes(url.protocol) || /[\s@]/.test(text)) {
    throw new NightlatchError(
      'broker-address',
      'This is not an address. Write a name or a number like homeassistant.local or 192.168.1.20.',
    );
  }
  const port = url.port || (url.protocol === 'mqtts:' ? '8883' : String(defaultPort));
  return `${url.protocol}//${url.hostname}:${port}`;
}

/** The machine and port of an address, as people say it. */
export function hostOf(broker: string): string {
  return broker.replace(/^mqtts?:\/\//, '').replace(/:1883$/, '');
}
