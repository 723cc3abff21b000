import { NightlatchError, SecretText } from '@nightlatch/model';
import type { CliHost } from '../cli-host.ts';

const ENTER = ['\r', '\n', '\u0004'];
const BACKSPACE = ['\b', '\u007F'];
const INTERRUPT = '\u0003';

/**
 * Asks for a secret at the terminal without showing a thing, not even its length.
 *
 * @throws NightlatchError `no-terminal` where nobody can be asked, `interrupted` on Ctrl-C.
 */
export function askHidden({ stdin, stderr }: CliHost, question: string): Promise<SecretText> {
  if (!stdin.isTTY || !stdin.setRawMode) {
    throw new NightlatchError('no-terminal', 'There is no terminal to ask at: give the code with --stdin.');
  }
  stderr.write(question);
  stdin.setRawMode(true);
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (): void => {
      stdin.off('data', read);
      stdin.pause();
      stdin.setRawMode?.(false);
      stderr.write('\n');
    };
    const read = (chunk: Buffer | string): void => {
      for (const key of chunk.toString()) {
        if (key === INTERRUPT) {
          end();
          return reject(new NightlatchError('interrupted', 'Interrupted: nothing was changed.'));
        }
        if (ENTER.includes(key)) {
          end();
          return resolve(new SecretText(typed));
        }
        typed = BACKSPACE.includes(key) ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.on('data', read);
    stdin.resume();
  });
}

/** Reads the first line of standard input as a secret. */
export async function readSecretLine({ stdin }: CliHost): Promise<SecretText> {
  let text = '';
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return new SecretText((text.split('\n')[0] ?? '').trim());
}
