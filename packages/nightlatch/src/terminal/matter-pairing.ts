import type { OpenHome } from '@nightlatch/assembly';

type Pairing = ReturnType<NonNullable<OpenHome['matter']>['pairings']>[number];

/** Says with whom a house's Matter bridges are paired. Never the codes: a log may be read by others, and is kept. */
export function pairingLines(pairings: readonly Pairing[]): readonly string[] {
  return pairings.map(({ name, port, fabrics }) =>
    fabrics.length > 0
      ? `Matter bridge "${name}" on UDP port ${port} is paired with ${fabrics.map(named).join(', ')}.`
      : `Matter bridge "${name}" on UDP port ${port} waits to be paired: nightlatch pairing shows its code.`,
  );
}

function named(label: string): string {
  return label === '' ? 'an app without a name' : label;
}
