import { styleText } from 'node:util';
import { qrLines } from '../terminal/qr-lines.ts';
import type { Pairing } from './demo-view.ts';
import type { BridgeIdentity } from './identity.ts';
import { setupUri } from './setup-uri.ts';

/** Draws what a phone scans: dark on light whatever the terminal's colours, as some cameras do not read the inverse. */
export function pairingOf({ pin, setupId }: BridgeIdentity): Pairing {
  const uri = setupUri(pin, setupId);
  return { app: 'Apple Home', code: pin, uri, qr: drawn(uri) };
}

/** What Matter's own codes look like on the screen. */
export function matterPairingOf({ code, qr }: { readonly code: string; readonly qr: string }): Pairing {
  return { app: 'Matter', code, uri: qr, qr: drawn(qr) };
}

/** A QR code in the colours that cameras read. */
function drawn(text: string): readonly string[] {
  return qrLines(text).map((line) => styleText(['whiteBright', 'bgBlack'], line, { validateStream: false }));
}
