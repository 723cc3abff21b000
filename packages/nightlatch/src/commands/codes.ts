import { existsSync } from 'node:fs';
import { nearestWord } from '@nightlatch/assembly';
import { openCodes } from '@nightlatch/hub';
import type { SecretText } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson, tell } from '../cli-host.ts';
import type { HouseFiles } from '../house-files.ts';
import { houseFiles, houseTimeZone, houseUsers, shortPath } from '../house-files.ts';
import { ADVISED_DIGITS } from '../standards/code-findings.ts';
import { askHidden, readSecretLine } from '../terminal/hidden-prompt.ts';
import { instantWriter } from '../terminal/instant-text.ts';

interface AddOptions extends CommonOptions {
  readonly duress?: boolean;
  readonly stdin?: boolean;
}

/**
 * Enrols a code, which works beside a running hub and at once.
 *
 * @throws NightlatchError `unknown-user` where the configuration has nobody by that name, `codes-differ`,
 *   `code-invalid`, `code-taken`.
 */
export async function addCode(host: CliHost, name: string, options: AddOptions): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const user = knownUser(host, files, name);
  const code = options.stdin ? await readSecretLine(host) : await askTwice(host, user);
  const codes = openCodes(files.data);
  try {
    await codes.add(user, code, { duress: options.duress === true });
  } finally {
    codes.close();
  }
  const isShort = code.reveal().length < ADVISED_DIGITS;
  if (options.json) sayJson(host, { ok: true, user, duress: options.duress === true, short: isShort });
  else say(host, `${options.duress ? 'A duress code' : 'A code'} for ${user} is enrolled; it works from now on.`);
  if (isShort) tell(host, `It is short: EN 50131-3 asks for 5 digits at grade 2, ${ADVISED_DIGITS} at grades 3 and 4.`);
  return isShort ? 1 : 0;
}

/** Revokes every code of a person. Their name may be gone from the configuration already. */
export function revokeCode(host: CliHost, name: string, options: CommonOptions): ExitCode {
  const codes = openCodes(houseFiles(host, options).data);
  try {
    const names = [...new Set(codes.list().map(({ user }) => user))];
    if (!codes.remove(name)) throw unknown(name, names, 'has no code');
  } finally {
    codes.close();
  }
  if (options.json) sayJson(host, { ok: true, user: name });
  else say(host, `The codes of ${name} are revoked; they are wrong codes from now on.`);
  return 0;
}

/** Lists who has a code, and since when. */
export function listCodes(host: CliHost, options: CommonOptions): ExitCode {
  const files = houseFiles(host, options);
  const codes = openCodes(files.data);
  const records = codes.list();
  codes.close();
  if (options.json) {
    sayJson(host, records);
    return 0;
  }
  const instant = instantWriter(houseTimeZone(host, files));
  for (const { user, duress, addedAt } of records) {
    say(host, `${user}${duress ? ' (duress)' : ''}, since ${instant(addedAt)}`);
  }
  if (records.length === 0) tell(host, 'Nobody has a code. Add one with: nightlatch codes add NAME');
  return 0;
}

/** A code of nobody in the configuration would permit nothing. */
function knownUser(host: CliHost, files: HouseFiles, name: string): string {
  if (!existsSync(files.config)) return name;
  const names = houseUsers(host, files);
  if (names.includes(name)) return name;
  throw unknown(name, names, `is not among the users of ${shortPath(host, files.config)}`);
}

function unknown(name: string, names: readonly string[], why: string): NightlatchError {
  const meant = nearestWord(name, names);
  const remedy = meant === undefined ? `Add it first: users: [{ name: ${name} }].` : `Did you mean "${meant}"?`;
  return new NightlatchError('unknown-user', `"${name}" ${why}. ${remedy}`);
}

async function askTwice(host: CliHost, user: string): Promise<SecretText> {
  const first = await askHidden(host, `Code for ${user} (${ADVISED_DIGITS} digits or more, not shown): `);
  const second = await askHidden(host, 'The same again: ');
  if (first.reveal() !== second.reveal()) {
    throw new NightlatchError('codes-differ', 'The two codes differ: nothing was changed. Try again.');
  }
  return first;
}
