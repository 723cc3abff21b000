import type { PeopleHouse } from '@nightlatch/assembly';
import { peopleHouse, readConfig } from '@nightlatch/assembly';
import { ConfigError } from '@nightlatch/model';
import { houseConfig } from '../host-config.ts';
import type { Json } from './payload.ts';
import { listOf, textOf } from './payload.ts';

/**
 * Reads what the people of a block are to be read by. A block that is not whole yet has the usual places and modes, but the
 * people that it names are named.
 */
export function houseOfPeople(block: Json, file: string): PeopleHouse {
  const house = houseConfig(block as Parameters<typeof houseConfig>[0]) ?? {};
  try {
    return peopleHouse(readConfig(house, { file, isEnrolled: () => true }).config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ...peopleHouse(readConfig({}).config), named: namedIn(block) };
  }
}

function namedIn(block: Json): readonly string[] {
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
