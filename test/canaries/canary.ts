import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets that are like no other text of a house, so that finding one means that it got out. */
export const CANARY = {
  anaCode: '271828182845',
  anaDuress: '161803398874',
  benCode: '314159265358',
  wrongAtKeypad: '577215664901',
  wrongByLink: '141421356237',
  misplaced: '173205080756',
  lockPin: '236067977499',
  noCode: 'no-code-but-a-nightingale',
  hubPassword: 'a-finch-for-the-hub',
  bridgePassword: 'a-sparrow-for-the-bridge',
  phonePassword: 'a-robin-for-the-phone',
  observerPassword: 'an-owl-for-the-observer',
  sinkToken: 'a-magpie-for-the-silent-sink',
  wrongPassword: 'a-wren-that-is-wrong',
} as const;

/** Names the canaries in a text or a file's bytes, in clear or as base64. */
export function canariesIn(place: string, content: string | Uint8Array): readonly string[] {
  const bytes = Buffer.from(content);
  return Object.entries(CANARY).flatMap(([name, secret]) => {
    const forms = [
      secret,
      Buffer.from(secret).toString('base64').replaceAll('=', ''),
      Buffer.from(secret).toString('hex'),
    ];
    return forms.some((form) => bytes.includes(form)) ? [`${name} in ${place}`] : [];
  });
}

/** Names the canaries in every file of a folder. */
export function canariesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .flatMap((file) => canariesIn(file, readFileSync(file)));
}
