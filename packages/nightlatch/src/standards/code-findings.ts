import type { Config, UsedSecret } from '@nightlatch/assembly';
import { SECRETS_FILE } from '@nightlatch/assembly';
import type { EnrolledCode, Finding } from './finding.ts';

/** EN 50131-3: 5 digits at grade 2, 6 at grades 3 and 4. */
export const ADVISED_DIGITS = 6;

/** Judges the codes: whether there is one, whether it is long enough, whether it still lies about in the open. */
export function codeFindings(
  { users }: Config,
  secrets: readonly UsedSecret[],
  enrolled: readonly EnrolledCode[],
): readonly Finding[] {
  const isEnrolled = (name: string, isDuress: boolean): boolean =>
    enrolled.some(({ user, duress }) => user === name && duress === isDuress);
  const hasCode = users.some(({ name, code }) => code !== undefined || isEnrolled(name, false));
  const none = {
    path: ['users'],
    message: 'Nobody has a code.',
    figure: 'Disarming needs an authorised user: EN 50131-1.',
    remedy: `Run: nightlatch codes add ${users[0]?.name ?? 'NAME'}`,
  };
  return [
    ...(hasCode ? [] : [none]),
    ...users.flatMap(({ code, duress }, index) => [
      ...judgeLength(code?.reveal().length, ['users', index, 'code']),
      ...judgeLength(duress?.reveal().length, ['users', index, 'duress']),
    ]),
    ...secrets.flatMap(({ name, path, place }) => {
      const [part, index, kind] = path;
      const user = part === 'users' ? users[Number(index)] : undefined;
      if (!user || place !== 'file' || !isEnrolled(user.name, kind === 'duress')) return [];
      return [plainCopy(name, path)];
    }),
  ];
}

function judgeLength(digits: number | undefined, path: Finding['path']): readonly Finding[] {
  if (digits === undefined || digits >= ADVISED_DIGITS) return [];
  return [
    {
      path,
      message: `The code has ${digits} digits.`,
      figure: '5 digits at grade 2, 6 at grades 3 and 4: EN 50131-3.',
      remedy: `Use ${ADVISED_DIGITS} or more.`,
    },
  ];
}

function plainCopy(name: string, path: Finding['path']): Finding {
  return {
    path,
    message: `The code is enrolled, and its plain copy is still in ${SECRETS_FILE}.`,
    figure: 'A code is kept as a hash only.',
    remedy: `Delete the line "${name}" of ${SECRETS_FILE}.`,
  };
}
