import type { CodeRecord } from '@nightlatch/assembly';
import type { Person as LetIn, Verb } from '@nightlatch/model';
import type { Json } from './payload.ts';
import { listOf, textOf } from './payload.ts';

/** A code or tag as the page shows it. */
export type ShownCredential = Omit<CodeRecord, 'user'>;

/** Somebody who has a code, or whom the configuration names. */
export interface Person {
  readonly name: string;
  readonly hasCode: boolean;
  readonly hasDuressCode: boolean;
  /** Epoch milliseconds of the newest code. */
  readonly since?: number;
  readonly credentials: readonly ShownCredential[];
  /** What they may do, where the database lets them in and not the configuration. */
  readonly can?: readonly Verb[];
}

/** Brings together who has a code in the database, whom it lets in, and who is named in the configuration. */
export function peopleOf(block: Json, codes: readonly CodeRecord[], letIn: readonly LetIn[] = []): readonly Person[] {
  const named = namedIn(block);
  const all = [...new Set([...named, ...letIn.map(({ name }) => name), ...codes.map(({ user }) => user)])];
  return all.map((name) => {
    const own = codes.filter(({ user }) => user === name);
    const since = Math.max(...own.map(({ addedAt }) => addedAt));
    const guest = named.includes(name) ? undefined : letIn.find((person) => person.name === name);
    return {
      name,
      hasCode: own.some(({ duress }) => !duress),
      hasDuressCode: own.some(({ duress }) => duress),
      ...(own.length ? { since } : {}),
      credentials: own.map(({ user: _user, ...credential }) => credential),
      ...(guest ? { can: guest.can } : {}),
    };
  });
}

/** The people whom the configuration names, whose rights it decides. */
export function namedIn(block: Json): readonly string[] {
  return listOf(block['users']).flatMap((user) => textOf(user, 'name') ?? []);
}

/** Takes somebody out of the configuration. */
export function withoutPerson(block: Json, name: string): Json {
  const users = listOf(block['users']);
  const left = users.filter((user) => user['name'] !== name);
  if (left.length === users.length) return block;
  const { users: _, ...rest } = block;
  return left.length ? { ...rest, users: left } : rest;
}
