import type { CodeRecord } from '@nightlatch/hub';
import { openCodes } from '@nightlatch/hub';
import type { SecretText } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson, tell } from '../cli-host.ts';
import { houseFiles, houseTimeZone } from '../house-files.ts';
import type { HolderOptions } from './code-holder.ts';
import { unknownUser, withHolder } from './code-holder.ts';
import { ADVISED_DIGITS } from '../standards/code-findings.ts';
import { askHidden, readSecretLine } from '../terminal/hidden-prompt.ts';
import { instantWriter } from '../terminal/instant-text.ts';

interface CodesAddOptions extends HolderOptions {
  readonly stdin?: boolean;
}

/**
 * Enrols a code or tag, which works beside a running hub and at once.
 *
 * @throws NightlatchError `unknown-user` where neither the configuration nor the database lets anybody in by that name,
 *   `option-invalid`, `codes-differ`, `code-invalid`, `tag-invalid`, `code-taken`.
 */
export function addCode(host: CliHost, name: string, options: CodesAddOptions): Promise<ExitCode> {
  return withHolder(host, name, options, async ({ codes, limits, rights }) => {
    const what = limits.kind === 'tag' ? 'tag' : 'code';
    const secret = options.stdin ? await readSecretLine(host) : await askTwice(host, name, what);
    const { id } = await codes.add(name, secret, limits);
    if (rights) codes.putPerson({ name, ...rights });
    const isShort = what === 'code' && secret.reveal().length < ADVISED_DIGITS;
    if (options.json) sayJson(host, { ok: true, id, user: name, ...limits, short: isShort });
    else say(host, `A ${limits.duress ? 'duress ' : ''}${what} for ${name} is enrolled; it works from now on.`);
    if (!isShort) return 0;
    tell(host, `It is short: EN 50131-3 asks for 5 digits at grade 2, ${ADVISED_DIGITS} at grades 3 and 4.`);
    return 1;
  });
}

/** Revokes everything of a person, or one code or tag. Their name may be gone from the configuration already. */
export function revokeCode(host: CliHost, name: string, options: CommonOptions & { readonly id?: string }): ExitCode {
  const { id } = options;
  const codes = openCodes(houseFiles(host, options).data);
  try {
    const own = codes.list().filter(({ user }) => user === name);
    if (id !== undefined && !own.some((record) => record.id === id))
      throw new NightlatchError('unknown-code', `"${name}" has no code or tag "${id}": see nightlatch codes list.`);
    const names = [...new Set(codes.list().map(({ user }) => user))];
    if (id === undefined && !codes.removePerson(name))
      throw unknownUser(name, names, 'has no code', 'See who has one: nightlatch codes list.');
    if (id !== undefined) codes.revoke(id);
  } finally {
    codes.close();
  }
  if (options.json) sayJson(host, { ok: true, user: name, ...(id === undefined ? {} : { id }) });
  else if (id === undefined) say(host, `The codes of ${name} are revoked; they are wrong codes from now on.`);
  else say(host, `${id} of ${name} is revoked; it is a wrong one from now on.`);
  return 0;
}

/** Lists who has a code or tag, since when and how long, and what the guests may do. */
export function listCodes(host: CliHost, options: CommonOptions): ExitCode {
  const files = houseFiles(host, options);
  const codes = openCodes(files.data);
  const [records, people] = [codes.list(), codes.people()];
  codes.close();
  if (options.json) {
    sayJson(
      host,
      records.map((record) => ({ ...record, guest: people.find(({ name }) => name === record.user) })),
    );
    return 0;
  }
  const instant = instantWriter(houseTimeZone(host, files));
  for (const record of records) say(host, `${credentialText(record, instant)}, ${record.id}`);
  for (const { name, can } of people) say(host, `Guest ${name} may: ${can.join(', ')}`);
  if (records.length === 0) tell(host, 'Nobody has a code. Add one with: nightlatch codes add NAME');
  return 0;
}

function credentialText(record: CodeRecord, instant: (at: number) => string): string {
  const { user, duress, kind, label, addedAt, from, until, uses, used = 0 } = record;
  const marks = [...(duress ? ['duress'] : []), ...(kind === 'code' ? [] : [kind]), ...(label ? [label] : [])];
  return [
    `${user}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`,
    `since ${instant(addedAt)}`,
    ...(from === undefined ? [] : [`from ${instant(from)}`]),
    ...(until === undefined ? [] : [`until ${instant(until)}`]),
    ...(uses === undefined ? [] : [usesText(uses, used)]),
  ].join(', ');
}

function usesText(uses: number, used: number): string {
  if (uses === 1) return used === 0 ? 'once' : 'used up';
  return `${Math.max(0, uses - used)} of ${uses} uses left`;
}

async function askTwice(host: CliHost, user: string, what: 'code' | 'tag'): Promise<SecretText> {
  if (what === 'tag')
    return await askHidden(host, `Number of the tag of ${user}, as its reader reports it (not shown): `);
  for (let tries = 0; tries < 3; tries += 1) {
    const first = await askHidden(host, `Code for ${user} (${ADVISED_DIGITS} digits or more, not shown): `);
    const second = await askHidden(host, 'The same again: ');
    if (first.reveal() === second.reveal()) return first;
    tell(host, 'The two differ.');
  }
  throw new NightlatchError('codes-differ', `No code of ${user} was enrolled. Try again: nightlatch codes add ${user}`);
}
