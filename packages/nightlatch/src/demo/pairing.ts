import { styleText } from 'node:util';
import { qrLines } from '../terminal/qr-lines.ts';
import type { Pairing } from './demo-view.ts';
import type { BridgeIdentity } from './identity.ts';
import { setupUri } from './setup-uri.ts';

/** Draws what a phone scans: dark on light whatever the terminal's colours, as some cameras do not read the inverse. */
export function pairingOf({ pin, setupId }: BridgeIdentity): Pairing {
  const uri = setupUri(pin, setupId);
  return { code: pin, uri, qr: drawn(uri) };
}

/** A QR code in the colours that cameras read. */
export function drawn(text: string): readonly string[] {
  return qrLines(text).map((line) => styleText(['whiteBright', 'bgBlack'], line, { validateStream: false }));
}
