import type { Config } from '../schema/configuration-schema.ts';
import { sirenCalled } from '../plan/plan-sirens.ts';
import { deviceKey } from './device-names.ts';
import type { FoundProblem } from './explain-issue.ts';

/**
 * Finds devices that are named by a name which `devices` gives to none: a source may know it by that name, or nobody.
 * An id is not noted: it says itself which source will know it. Experiments that are switched on are noted too.
 */
export function findNotes({ partitions, devices, sources, bridges }: Config): readonly FoundProblem[] {
  const ids = new Set(devices.map(({ id }) => id.toLowerCase()));
  const isId = (called: string): boolean => sources.some(({ id }) => called.startsWith(`${id}/`));
  const isDangling = (called: string): boolean => !isId(called) && !ids.has(deviceKey(called, devices));
  const note = (called: string, path: FoundProblem['path']): readonly FoundProblem[] =>
    isDangling(called) ? [{ path, message: `"${called}" is not among devices: a source must call it so.` }] : [];
  const dangling = partitions.flatMap((partition, index) => {
    const at = ['partitions', index] as const;
    const lists = (['keypads', 'chimes'] as const).flatMap((key) =>
      (partition[key] ?? []).flatMap((called, place) => note(called, [...at, key, place])),
    );
    const sirens = (partition.sirens ?? []).flatMap((siren, place) =>
      note(sirenCalled(siren), [...at, 'sirens', place, ...(typeof siren === 'string' ? [] : ['device'])]),
    );
    const zones = (partition.zones ?? []).flatMap(({ device }, place) =>
      note(device, [...at, 'zones', place, 'device']),
    );
    return [...zones, ...sirens, ...lists];
  });
  return [...dangling, ...cameraNotes(bridges)];
}

/** An experiment says so to whoever runs it. */
function cameraNotes({ matter }: Config['bridges']): readonly FoundProblem[] {
  if (matter?.cameras !== 'experimental') return [];
  const message = 'Matter cameras are an experiment: of the large apps only SmartThings is known to show them.';
  return [{ path: ['bridges', 'matter', 'cameras'], message }];
}
