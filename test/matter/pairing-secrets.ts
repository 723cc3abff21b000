import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a house's bridges drew at random, in their order. */
export function pairingSecrets(
  folder: string,
): readonly { readonly passcode: number; readonly discriminator: number }[] {
  return JSON.parse(readFileSync(join(folder, 'pairing.json'), 'utf8')) as ReturnType<typeof pairingSecrets>;
}
