import type { Credential, Credentials } from '@nightlatch/model';
import type { CodeRecord, CodeRegistry } from './code-registry.ts';
import { USUAL_RIGHTS } from './person-book.ts';

/**
 * Shows the codes and tags to a bridge, which may enrol and revoke for the controller that asks. Duress codes are nowhere
 * in it: what a bridge shows, everyone in its ecosystem can read.
 *
 * @param isKnown Tells whether the configuration names somebody; who is not gets rights of their own in the database.
 */
export function bridgeCredentials(codes: CodeRegistry, isKnown: (user: string) => boolean): Credentials {
  const shown = (): readonly CodeRecord[] => codes.list().filter(({ duress }) => !duress);
  return {
    list: () => shown().map(plain),
    async add({ user, kind, secret, can = USUAL_RIGHTS, ...rest }) {
      const { duress: _duress, ...added } = await codes.add(user, secret, { ...rest, kind, keepsOthers: true });
      const isThere = isKnown(user) || codes.people().some(({ name }) => name === user);
      if (!isThere) codes.putPerson({ name: user, can });
      return added;
    },
    remove: (id) => shown().some((record) => record.id === id) && codes.revoke(id),
    removeAll(user, kind) {
      const meant = codes.list().filter((one) => one.user === user && (kind === undefined || one.kind === kind));
      for (const { id } of meant) codes.revoke(id);
      return meant.filter(({ duress }) => !duress).length;
    },
  };
}

function plain({ duress: _duress, ...record }: CodeRecord): Credential {
  return record;
}
