import { modeNames } from '../plan/modes.ts';
import type { Config } from '../schema/configuration-schema.ts';

/** What the people of a house are to be read by: its clock, who is named already, and where somebody may be let. */
export interface PeopleHouse {
  /** IANA zone in which days and times are meant; the machine's own by default. */
  readonly timeZone?: string;
  /** Whom the configuration names: it decides what they may do. */
  readonly named: readonly string[];
  readonly partitions: Config['partitions'];
}

/** Takes out of a configuration what concerns its people. */
export function peopleHouse({ home, users, partitions }: Config): PeopleHouse {
  const { timeZone } = home;
  return { ...(timeZone === undefined ? {} : { timeZone }), named: users.map(({ name }) => name), partitions };
}

/** The places and modes that a settings page can offer. */
export function choicesOf({ partitions }: PeopleHouse): {
  readonly partitions: readonly { readonly id: string; readonly name: string }[];
  readonly modes: readonly string[];
} {
  return {
    partitions: partitions.map(({ id, name = id }) => ({ id, name })),
    modes: [...new Set(partitions.flatMap(({ modes }) => modeNames(modes)))],
  };
}
