import { UNKNOWN } from '@nightlatch/model';

export type Whereabouts = 'home' | 'away' | typeof UNKNOWN;

/**
 * Tells from where each person is whether anybody is at home.
 *
 * `nobody` only when everyone is known to be away: a phone that has not reported is no reason to arm a house.
 */
export function someone(people: ReadonlyMap<string, Whereabouts>): 'somebody' | 'nobody' | typeof UNKNOWN {
  const all = [...people.values()];
  if (all.includes('home')) return 'somebody';
  return all.length > 0 && all.every((each) => each === 'away') ? 'nobody' : UNKNOWN;
}
