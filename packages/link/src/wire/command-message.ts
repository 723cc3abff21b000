import type { HomeCommand } from '@nightlatch/model';
import { LINK_VERSION } from './topics.ts';

/** Writes a command for `command/<client>`. The code is in clear in it: it goes to the broker and nowhere else. */
export function writeCommand(command: HomeCommand, id: string, at: number): string {
  const { code, ...rest } = command;
  return JSON.stringify({
    ...rest,
    v: LINK_VERSION,
    id,
    at,
    ...(code === undefined ? {} : { code: code.reveal() }),
  });
}
