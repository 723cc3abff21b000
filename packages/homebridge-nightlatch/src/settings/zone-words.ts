import type { ZoneSignal, ZoneType } from '@nightlatch/model';
import { BURGLARY_TYPES, attributeName, isAttributeKey, proposedZoneType } from '@nightlatch/model';

/** What a sensor may be to the alarm, in plain words. */
export interface Role {
  readonly type: ZoneType;
  readonly label: string;
}

const LABELS: Readonly<Record<ZoneType, string>> = {
  entry: 'Door: counts down when opened',
  perimeter: 'Alarms at once',
  interior: 'Inside: waits while somebody enters',
  tamper: 'Tamper: somebody tears a device off',
  panic: 'Panic button: alarms loudly',
  'silent-panic': 'Silent panic: no siren, calls those named under silent',
  fire: 'Smoke alarm: day and night',
  heat: 'Heat alarm: day and night',
  co: 'Carbon monoxide alarm: day and night',
  gas: 'Gas alarm: day and night',
  water: 'Water leak: day and night',
  freeze: 'Frost: day and night',
  medical: 'Medical call: day and night',
};

/** Words that fit one kind of sensor better. */
const SPECIAL: Readonly<Record<string, Partial<Record<ZoneType, string>>>> = {
  contact: { perimeter: 'Window: alarms at once', interior: 'Inner door: waits while somebody enters' },
  motion: {
    interior: 'Motion inside',
    perimeter: 'Motion outside: alarms at once',
    entry: 'Motion at the entrance: counts down',
  },
  occupancy: { interior: 'Presence inside', perimeter: 'Alarms at once', entry: 'At the entrance: counts down' },
  glassBreak: { perimeter: 'Glass break: alarms at once' },
  vibration: { perimeter: 'Vibration: alarms at once' },
};

const CHOICES: Readonly<Record<string, readonly ZoneType[]>> = {
  contact: ['entry', 'perimeter', 'interior'],
  motion: ['interior', 'entry', 'perimeter'],
  occupancy: ['interior', 'entry', 'perimeter'],
  vibration: ['perimeter', 'interior'],
  button: ['panic', 'silent-panic', 'medical'],
  panic: ['panic', 'silent-panic', 'medical'],
  medical: ['medical', 'panic'],
};

const kindOf = (signal: ZoneSignal): string => (isAttributeKey(signal) ? attributeName(signal) : signal);

/** The roles that make sense for what a sensor reports; `current` is among them even where it is unusual. */
export function rolesFor(signal: ZoneSignal, current?: ZoneType): readonly Role[] {
  const kind = kindOf(signal);
  const proposed = proposedZoneType(signal);
  const types = CHOICES[kind] ?? (proposed ? [proposed] : []);
  const all = current === undefined || types.includes(current) ? types : [...types, current];
  return all.map((type) => ({ type, label: SPECIAL[kind]?.[type] ?? LABELS[type] }));
}

const WINDOW = /window|skylight|fenster|ventana|tragaluz|窗/i;

/**
 * Proposes the role of a sensor: the model's proposal, save that a contact whose name says window is one.
 * Tamper switches are shown as trouble by the hub and need no role.
 */
export function proposedRole(signal: ZoneSignal, name: string): ZoneType | undefined {
  const type = proposedZoneType(signal);
  if (type === 'tamper') return undefined;
  return type === 'entry' && WINDOW.test(name) ? 'perimeter' : type;
}

/** When a zone is watched: whenever armed, when nobody is home, then and at night, or as somebody wrote it by hand. */
export type When = 'always' | 'out' | 'out-night' | 'own';

const MODES_OF: Readonly<Record<'out' | 'out-night', readonly string[]>> = {
  out: ['away', 'vacation'],
  'out-night': ['away', 'vacation', 'night'],
};

/** Reads when a zone is watched from the modes it is configured with; undefined for what is watched day and night. */
export function whenOf(
  type: ZoneType,
  modes: readonly string[] | undefined,
  modeNames: readonly string[],
): When | undefined {
  if (!BURGLARY_TYPES.includes(type)) return undefined;
  if (modes === undefined) return type === 'interior' ? 'out' : 'always';
  const isSame = (other: readonly string[]): boolean =>
    modes.length === other.length && other.every((mode) => modes.includes(mode));
  if (isSame(modeNames)) return 'always';
  if (isSame(MODES_OF.out)) return 'out';
  return isSame(MODES_OF['out-night']) ? 'out-night' : 'own';
}

/** The modes to configure for a choice other than `own`; undefined where they are the usual ones of the type. */
export function modesOf(
  type: ZoneType,
  when: Exclude<When, 'own'>,
  modeNames: readonly string[],
): readonly string[] | undefined {
  const usual = type === 'interior' ? 'out' : 'always';
  if (!BURGLARY_TYPES.includes(type) || when === usual) return undefined;
  return when === 'always' ? modeNames : MODES_OF[when].filter((mode) => modeNames.includes(mode));
}
