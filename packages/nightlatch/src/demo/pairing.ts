import { createRequire } from 'node:module';
import { styleText } from 'node:util';
import type { Pairing } from './demo-view.ts';
import type { BridgeIdentity } from './identity.ts';
import { setupUri } from './setup-uri.ts';

/** The library has no types of its own. It hands the drawing over before it returns. */
interface QrCodeTerminal {
  generate(text: string, options: { readonly small: boolean }, callback: (drawn: string) => void): void;
}
const qrcode = createRequire(import.meta.url)('qrcode-terminal') as QrCodeTerminal;

/** Draws what a phone scans: dark on light whatever the terminal's colours, as some cameras do not read the inverse. */
export function pairingOf({ pin, setupId }: BridgeIdentity): Pairing {
  const uri = setupUri(pin, setupId);
  let qr: readonly string[] = [];
  qrcode.generate(uri, { small: true }, (drawn) => {
    const lines = widen(drawn.split('\n').filter((line) => line !== ''));
    qr = lines.map((line) => styleText(['whiteBright', 'bgBlack'], line, { validateStream: false }));
  });
  return { code: pin, uri, qr };
}

/** Makes the light margin two modules wide: one is too few on a dark terminal. */
function widen(lines: readonly string[]): readonly string[] {
  return lines.map((line, row) => (row === 0 || row === lines.length - 1 ? '█'.repeat(line.length + 2) : `█${line}█`));
}
