import type { AlarmConfig, PartitionConfig } from '../src/config.ts';
import type { CodelessCommand } from '../src/input.ts';
import { partitionView } from '../src/view.ts';
import type { Rehearsal } from './rehearsal.ts';
import { CONFIG, HOUSE, zone } from './rehearsal.ts';

export const FLAT: PartitionConfig = {
  ...HOUSE,
  id: 'flat',
  name: 'Flat',
  zones: [zone('door', { signal: 'contact', type: 'entry' }), zone('hall', { signal: 'motion', type: 'interior' })],
};

/** Has no vacation, and a siren of its own. */
export const GARAGE: PartitionConfig = {
  ...HOUSE,
  id: 'garage',
  name: 'Garage',
  modes: Object.fromEntries(Object.entries(HOUSE.modes).filter(([mode]) => mode !== 'vacation')),
  zones: [
    zone('gate', { signal: 'contact', type: 'perimeter' }),
    zone('till', { signal: 'button', type: 'silent-panic' }),
  ],
  sirens: ['horn'],
};

/** A flat and a garage, and a master over both. */
export const TWO: AlarmConfig = {
  ...CONFIG,
  partitions: [FLAT, GARAGE],
  master: { id: 'all', name: 'Everything', partitions: ['flat', 'garage'] },
};

/** How both stand: `['armed away', 'disarmed']`. */
export function looks(house: Rehearsal): readonly string[] {
  return ['flat', 'garage'].map((id) => {
    const { state, mode } = partitionView(house.state, id);
    return mode === undefined ? state : `${state} ${mode}`;
  });
}

export function armAll(mode: string, more: object = {}): CodelessCommand {
  return { type: 'arm', partition: 'all', mode, ...more };
}

export const DISARM_ALL: CodelessCommand = { type: 'disarm', partition: 'all' };
