import type { ArmMode, Person } from '@nightlatch/model';
import type { AlarmInput } from './input.ts';
import type { Turn } from './turn.ts';

/** Finds somebody: in the configuration, or else among those whom the house let in since. */
export function personNamed(turn: Turn, name: string): Person | undefined {
  const isIt = (person: Person): boolean => person.name === name;
  return turn.house.config.users.find(isIt) ?? turn.people?.find(isIt);
}

/** Tells whether somebody may disarm one mode and not the other. */
export function isDisarmedByMore(turn: Turn, mode: ArmMode, than: ArmMode): boolean {
  const gains = ({ can, modes }: Person): boolean =>
    modes !== undefined && can.includes('disarm') && modes.includes(mode) && !modes.includes(than);
  return turn.house.config.users.some(gains) || (turn.people ?? []).some(gains);
}

/** Takes in whom the house lets in beside the configuration, and forgets the uses of codes that are gone. */
export function takePeople(turn: Turn, { people, counted }: Extract<AlarmInput, { type: 'people' }>): void {
  turn.people = people.length > 0 ? people : undefined;
  const uses = Object.entries(turn.uses ?? {}).filter(([id]) => counted.includes(id));
  turn.uses = uses.length > 0 ? Object.fromEntries(uses) : undefined;
}

/** How often a code or tag was good so far; kept only for those whose uses are limited. */
export function usesOf(turn: Turn, credential: string | undefined): number {
  return credential === undefined ? 0 : (turn.uses?.[credential] ?? 0);
}

/** Counts a use of a code or tag whose uses are limited. */
export function countUse(turn: Turn, credential: { readonly id: string; readonly uses?: number } | undefined): void {
  if (credential?.uses === undefined) return;
  turn.uses = { ...turn.uses, [credential.id]: usesOf(turn, credential.id) + 1 };
}
