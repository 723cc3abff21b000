import type { ZoneType } from '@nightlatch/model';
import type { HouseSketch, ProposedZone, SourceSketch } from './house-sketch.ts';
import { PASSWORD_SECRET, proposeZones } from './house-sketch.ts';

/** Writes a commented configuration, which loads as it is. */
export function writeConfiguration(sketch: HouseSketch): string {
  return [
    '# The house, as "nightlatch init" found it. Change what is not right, then run: nightlatch check',
    'version: 1',
    '',
    'home:',
    '  id: home # names the topics on MQTT',
    `  name: ${text(sketch.name)}`,
    `  timeZone: ${text(sketch.timeZone)}`,
    `  language: ${sketch.language}`,
    '',
    '# Where the devices come from.',
    'sources:',
    ...source(sketch.source),
    '',
    ...devices(sketch),
    'partitions:',
    '  - id: house',
    '    name: House',
    '    # Seconds to leave and to disarm. away, home, night and vacation are there without being named.',
    '    modes:',
    '      away: { exitDelay: 60, entryDelay: 30 }',
    '    sirenSeconds: 240',
    ...zones(proposeZones(sketch.devices)),
    '',
    ...users(sketch.user),
    'policy:',
    '  # Whether Apple Home may disarm without a code: yes, no, or entry-only (while an entry delay runs).',
    '  homekitDisarm: "yes"',
    '',
  ].join('\n');
}

function source(sketch: SourceSketch): readonly string[] {
  if (sketch.type === 'simulator') return ['  - type: simulator # a house that exists only in memory'];
  const { broker, baseTopic, username, hasPassword, problem } = sketch;
  return [
    ...(problem === undefined ? [] : [`  # When this was written: ${problem}`]),
    '  - type: zigbee2mqtt',
    `    broker: ${text(broker)}`,
    `    baseTopic: ${text(baseTopic)}`,
    ...(username === undefined ? [] : [`    username: ${text(username)}`]),
    ...(hasPassword ? [`    password: { secret: ${PASSWORD_SECRET} } # in secrets.yaml`] : []),
  ];
}

/** Fixes the names by id, so that renaming a device at its source changes no zone. */
function devices({ devices: found }: HouseSketch): readonly string[] {
  if (found.length === 0) return [];
  const named = found.map(({ id, name, room }) => {
    const where = room === undefined ? '' : `, room: ${text(room)}`;
    return `  - { id: ${text(id)}, name: ${text(uniqueName(id, name, found))}${where} }`;
  });
  return ['# What the devices are called. Add room: Hall, or hidden: true.', 'devices:', ...named, ''];
}

const ABOUT: Readonly<Record<ZoneType, string>> = {
  entry: 'starts the entry delay; windows that nobody enters by are better perimeter',
  perimeter: 'alarms at once, in every mode',
  interior: 'in away and vacation',
  tamper: 'always',
  panic: 'always',
  'silent-panic': 'always',
  fire: 'always',
  heat: 'always',
  co: 'always',
  gas: 'always',
  water: 'always',
  freeze: 'always',
  medical: 'always',
};

function zones(proposed: readonly ProposedZone[]): readonly string[] {
  if (proposed.length === 0) {
    return ['    # No sensor was found. Without a list of zones, every sensor that turns up is adopted by its kind.'];
  }
  const all = proposed.map(({ device }) => device);
  /* One detector of movement has no other to agree with: it must see two movements. */
  const isLone = proposed.filter(({ type }) => type === 'interior').length === 1;
  let last: ZoneType | undefined;
  const lines = proposed.toSorted(byType).flatMap(({ device, signal, type }) => {
    const heading = type === last ? [] : [`      # ${type}: ${ABOUT[type]}`];
    last = type;
    const called = text(uniqueName(device.id, device.name, all));
    const confirmed = isLone && type === 'interior' ? ', confirm: { activations: 2, withinSeconds: 60 }' : '';
    return [...heading, `      - { device: ${called}, type: ${type}, attribute: ${text(signal)}${confirmed} }`];
  });
  return ['    # One zone for each sensor that was found. Delete what should not alarm.', '    zones:', ...lines];
}

function users(user: string | undefined): readonly string[] {
  if (user === undefined) {
    return [
      '# Who has a code. Add people here, then run: nightlatch codes add NAME',
      '# users:',
      '#   - { name: Ana }',
      '',
    ];
  }
  return [
    '# Who has a code. The codes are in the database, as hashes. Add one with: nightlatch codes add NAME',
    'users:',
    `  - { name: ${text(user)}, can: [arm, disarm, bypass, silence, acknowledge, test, panic, lock, unlock] }`,
    '',
  ];
}

/** A name that two devices have would be nobody's: then the id tells them apart. */
function uniqueName(id: string, name: string, all: readonly { readonly id: string; readonly name: string }[]): string {
  const isShared = all.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
  const short = name.trim().slice(0, 64);
  return isShared ? `${short.slice(0, 40)} ${id.slice(id.lastIndexOf('/') + 1).slice(-20)}` : short;
}

function byType(a: ProposedZone, b: ProposedZone): number {
  const order = Object.keys(ABOUT);
  return order.indexOf(a.type) - order.indexOf(b.type);
}

/** Writes a text so that YAML reads it as one: bare where nothing can be mistaken, else quoted as JSON does. */
function text(value: string): string {
  const isPlain =
    /^[A-Za-z][A-Za-z0-9 _/.-]*[A-Za-z0-9]$/.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
