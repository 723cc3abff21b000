import { styleText } from 'node:util';
import qrcode from 'qrcode-terminal';
import type { Pairing } from './demo-view.ts';
import type { BridgeIdentity } from './identity.ts';
import { setupUri } from './setup-uri.ts';

/** Draws what a phone scans. White on black whatever the terminal's colours: some cameras do not read the inverse. */
export function pairingOf({ pin, setupId }: BridgeIdentity): Pairing {
  const uri = setupUri(pin, setupId);
  let qr: readonly string[] = [];
  qrcode.generate(uri, { small: true }, (drawn) => {
    const lines = drawn.split('\n').filter((line) => line !== '');
    qr = lines.map((line) => styleText(['whiteBright', 'bgBlack'], line, { validateStream: false }));
  });
  return { code: pin, uri, qr };
}
