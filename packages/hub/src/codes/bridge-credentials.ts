import type { Credential, Credentials, Person } from '@nightlatch/model';
import type { CodeRecord, CodeRegistry } from './code-registry.ts';
import { USUAL_RIGHTS } from './person-book.ts';

/**
 * Shows the codes and tags to a bridge, which may enrol and revoke for the controller that asks. Duress codes are nowhere
 * in it: what a bridge shows, everyone in its ecosystem can read.
 *
 * @param configured Finds somebody of the configuration; who is not of it has rights of their own in the database.
 */
export function bridgeCredentials(codes: CodeRegistry, configured: (user: string) => Person | undefined): Credentials {
  const admitted = (user: string): Person | undefined => codes.people().find(({ name }) => name === user);
  const shown = (): readonly CodeRecord[] => codes.list().filter(({ duress, kind }) => !duress && kind !== 'slot');
  return {
    list: () => shown().map(plain),
    person: (name) => configured(name) ?? admitted(name),
    admit(person) {
      if (configured(person.name)) return false;
      codes.putPerson(person);
      return true;
    },
    dismiss(name) {
      if (configured(name)) return false;
      codes.removePerson(name);
      return true;
    },
    async add({ user, kind, secret, can = USUAL_RIGHTS, ...rest }) {
      const record = await codes.add(user, secret, { ...rest, kind, keepsOthers: true });
      if (!configured(user) && !admitted(user)) codes.putPerson({ name: user, can });
      return plain(record);
    },
    remove: (id) => shown().some((record) => record.id === id) && codes.revoke(id),
    removeAll(user, kind) {
      const meant = codes.list().filter((one) => one.user === user && (kind === undefined || one.kind === kind));
      for (const { id } of meant) codes.revoke(id);
      return meant.filter(({ duress }) => !duress).length;
    },
  };
}

function plain({ duress: _duress, used: _used, kind, ...record }: CodeRecord): Credential {
  return { ...record, kind: kind === 'tag' ? 'tag' : 'code' };
}
