import type { CodeRecord } from '@nightlatch/assembly';
import type { Json } from './payload.ts';
import { listOf, textOf } from './payload.ts';

/** Somebody who has a code, or whom the configuration names. */
export interface Person {
  readonly name: string;
  readonly hasCode: boolean;
  readonly hasDuressCode: boolean;
  /** Epoch milliseconds of the newest code. */
  readonly since?: number;
}

/** Brings together who has a code in the database and who is named in the configuration. */
export function peopleOf(block: Json, codes: readonly CodeRecord[]): readonly Person[] {
  const named = listOf(block['users']).flatMap((user) => textOf(user, 'name') ?? []);
  const all = [...new Set([...named, ...codes.map(({ user }) => user)])];
  return all.map((name) => {
    const own = codes.filter(({ user }) => user === name);
    const since = Math.max(...own.map(({ addedAt }) => addedAt));
    return {
      name,
      hasCode: own.some(({ duress }) => !duress),
      hasDuressCode: own.some(({ duress }) => duress),
      ...(own.length ? { since } : {}),
    };
  });
}

/** Names everybody with a code in the configuration: a code opens nothing for somebody who is not there. */
export function withPeople(block: Json, codes: readonly CodeRecord[]): Json {
  const users = listOf(block['users']);
  const known = new Set(users.map((user) => String(user['name']).toLowerCase()));
  const newcomers = [...new Set(codes.map(({ user }) => user))].filter((name) => !known.has(name.toLowerCase()));
  return newcomers.length ? { ...block, users: [...users, ...newcomers.map((name) => ({ name }))] } : block;
}

/** Takes somebody out of the configuration. */
export function withoutPerson(block: Json, name: string): Json {
  const users = listOf(block['users']);
  const left = users.filter((user) => user['name'] !== name);
  if (left.length === users.length) return block;
  const { users: _, ...rest } = block;
  return left.length ? { ...rest, users: left } : rest;
}
