import { createRequire } from 'node:module';

/** The library has no types of its own. It hands the drawing over before it returns. */
interface QrCodeTerminal {
  generate(text: string, options: { readonly small: boolean }, callback: (drawn: string) => void): void;
}
const qrcode = createRequire(import.meta.url)('qrcode-terminal') as QrCodeTerminal;

/** Draws what a phone scans, as lines of block characters. */
export function qrLines(text: string): readonly string[] {
  let lines: readonly string[] = [];
  qrcode.generate(text, { small: true }, (drawn) => {
    lines = widen(drawn.split('\n').filter((line) => line !== ''));
  });
  return lines;
}

/** Makes the light margin two modules wide: one is too few on a dark terminal. */
function widen(lines: readonly string[]): readonly string[] {
  return lines.map((line, row) => (row === 0 || row === lines.length - 1 ? '█'.repeat(line.length + 2) : `█${line}█`));
}
