import type { ZoneSignal, ZoneType } from '@nightlatch/model';
import { BURGLARY_TYPES, HAZARD_OF, LIFE_SAFETY, ZONE_TYPES } from '@nightlatch/model';
import { PLATFORM_NAME } from '../names.ts';
import type { Json } from './payload.ts';
import { isJson, listOf, textOf } from './payload.ts';
import type { When } from './zone-words.ts';
import { modesOf, rolesFor } from './zone-words.ts';

/** What the configuration says of one sensor. */
export interface ZoneChoice {
  /** Somebody has decided already, if only by leaving it out. */
  readonly isSettled: boolean;
  readonly type?: ZoneType;
  readonly modes?: readonly string[];
  readonly modeNames: readonly string[];
  /** The name of another partition that has it. */
  readonly elsewhere?: string;
}

/** What was chosen on the page for one sensor; no `type` leaves it out of the alarm. */
export interface ChosenZone {
  readonly device: string;
  readonly signal: ZoneSignal;
  readonly type?: ZoneType;
  readonly when?: When;
}

const STANDARD_MODES: readonly string[] = ['away', 'home', 'night', 'vacation'];

/** The modes of a partition: the usual ones, less what is switched off, and those of the owner's own. */
export function modeNamesOf(partition: Json | undefined): readonly string[] {
  const modes = partition && isJson(partition['modes']) ? partition['modes'] : {};
  const all = [...STANDARD_MODES, ...Object.keys(modes).filter((mode) => !STANDARD_MODES.includes(mode))];
  return all.filter((mode) => modes[mode] !== false);
}

/** Finds what a block of the configuration says of a sensor. Devices may be named there by id or by name. */
export function zoneChoice(
  block: Json,
  device: { readonly id: string; readonly name: string },
  signal: ZoneSignal,
): ZoneChoice {
  const partitions = listOf(block['partitions']);
  const [first, ...others] = partitions;
  const modeNames = modeNamesOf(first);
  const other = others.find((partition) => findZone(partition, device, signal));
  if (other) {
    const zone = findZone(other, device, signal);
    const elsewhere = textOf(other, 'name') ?? String(other['id']);
    return { isSettled: true, ...typeOf(zone), modeNames, elsewhere };
  }
  const zone = first && findZone(first, device, signal);
  const modes = zone && Array.isArray(zone['modes']) ? { modes: zone['modes'].map(String) } : {};
  return { isSettled: Array.isArray(first?.['zones']), ...typeOf(zone), ...modes, modeNames };
}

function typeOf(zone: Json | undefined): { readonly type?: ZoneType } {
  const type = ZONE_TYPES.find((name) => name === zone?.['type']);
  return type === undefined ? {} : { type };
}

function findZone(
  partition: Json,
  device: { readonly id: string; readonly name: string },
  signal: ZoneSignal,
): Json | undefined {
  return listOf(partition['zones']).find((zone) => names(zone, device) && watches(zone, signal));
}

function names(zone: Json, { id, name }: { readonly id: string; readonly name: string }): boolean {
  const called = String(zone['device']).trim().toLowerCase();
  return called === id.toLowerCase() || called === name.toLowerCase();
}

/** A zone without an attribute watches what its type is usually about. */
function watches(zone: Json, signal: ZoneSignal): boolean {
  if (typeof zone['attribute'] === 'string') return zone['attribute'] === signal;
  const { type } = typeOf(zone);
  return type !== undefined && rolesFor(signal).some((role) => role.type === type);
}

/**
 * Writes the choices into the first partition. What the page knows nothing of stays as it was: other keys of a zone,
 * zones of devices that were not shown, other partitions.
 */
export function withZones(block: Json, chosen: readonly ChosenZone[], names: ReadonlyMap<string, string>): Json {
  const [first = { id: 'house', name: 'House' }, ...others] = listOf(block['partitions']);
  const modeNames = modeNamesOf(first);
  let zones = listOf(first['zones']);
  for (const choice of chosen) {
    const device = { id: choice.device, name: names.get(choice.device) ?? choice.device };
    const old = findZone({ zones }, device, choice.signal);
    const next = choice.type === undefined ? undefined : zoneOf(old, { ...choice, type: choice.type }, modeNames);
    if (old) zones = zones.flatMap((zone): readonly Json[] => (zone !== old ? [zone] : next ? [next] : []));
    else if (next) zones = [...zones, next];
  }
  const partition = withoutEmptyGroups({ ...first, zones });
  return { ...withFrame(block), partitions: [partition, ...others] };
}

const isBurglary = (type: ZoneType): boolean => BURGLARY_TYPES.includes(type);
const isEntry = (type: ZoneType): boolean => type === 'entry';
const isLifeSafety = (type: ZoneType): boolean => LIFE_SAFETY.includes(HAZARD_OF[type]);

/** Keys that only some types of zone may have. */
const BELONGS: Readonly<Record<string, (type: ZoneType, value: unknown) => boolean>> = {
  modes: isBurglary,
  confirm: isBurglary,
  useExitDelay: isBurglary,
  useEntryDelay: (type, value) => isBurglary(type) && (type !== 'perimeter' || value === false),
  allowOpen: isBurglary,
  autoBypass: isBurglary,
  entryDelay: isEntry,
  delay: isEntry,
  armOnClose: isEntry,
  minActive: (type) => !isLifeSafety(type),
  whenUnavailable: (type, value) => value === 'trouble' || (value === 'alarm' ? isBurglary(type) : !isLifeSafety(type)),
  below: (type) => type === 'freeze',
};

function zoneOf(
  old: Json | undefined,
  { device, signal, type, when = 'own' }: ChosenZone & { readonly type: ZoneType },
  modeNames: readonly string[],
): Json {
  const kept = Object.entries(old ?? {}).filter(([key, value]) => BELONGS[key]?.(type, value) ?? true);
  const { modes: own, ...zone }: Json = { ...Object.fromEntries(kept), device, type, attribute: signal };
  const modes = when === 'own' ? own : modesOf(type, when, modeNames);
  return modes === undefined ? zone : { ...zone, modes };
}

/** A group needs two zones: one that lost its zones goes. */
function withoutEmptyGroups(partition: Json): Json {
  if (!Array.isArray(partition['groups'])) return partition;
  const zones = listOf(partition['zones']);
  const isThere = (member: unknown): boolean =>
    zones.some((zone) =>
      [zone['name'], zone['device']].some((word) => String(word).toLowerCase() === String(member).toLowerCase()),
    );
  const groups = listOf(partition['groups']).flatMap((group) => {
    const members = Array.isArray(group['zones']) ? group['zones'].filter(isThere) : [];
    return members.length < 2 || members.length < Number(group['count'] ?? 2) ? [] : [{ ...group, zones: members }];
  });
  return { ...partition, groups };
}

/** Gives a block its first two keys. */
export function withFrame(block: Json): Json {
  return { ...block, platform: PLATFORM_NAME, name: textOf(block, 'name') ?? PLATFORM_NAME };
}
