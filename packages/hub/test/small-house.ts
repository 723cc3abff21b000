import type { AlarmConfig, ZoneConfig } from '@nightlatch/alarm';
import type { DeviceDescription, Origin, Verb, ZoneSignal, ZoneType } from '@nightlatch/model';
import { zoneId } from '@nightlatch/model';

const device = (name: string, part: Partial<DeviceDescription>): DeviceDescription => ({
  id: `hand/${name}`,
  name,
  attributes: [],
  events: [],
  abilities: [],
  ...part,
});

export const DEVICES: readonly DeviceDescription[] = [
  device('door', { attributes: ['contact'] }),
  device('window', { attributes: ['contact'] }),
  device('smoke', { attributes: ['smoke'] }),
  device('lock', { attributes: ['lock'], abilities: ['lock'] }),
  device('siren', { attributes: ['siren'], abilities: ['siren'] }),
  device('keypad', { events: ['keypad'], abilities: ['keypad'] }),
];

const zone = (name: string, signal: ZoneSignal, type: ZoneType): ZoneConfig => ({
  id: zoneId(`hand/${name}`, signal),
  name,
  device: `hand/${name}`,
  signal,
  type,
  modes: ['away', 'home'],
  chime: false,
});

const perOrigin = (verbs: readonly Verb[]): Record<Origin, readonly Verb[]> => ({
  panel: verbs,
  keypad: verbs,
  homekit: [...verbs, 'disarm', 'lock', 'unlock'],
  matter: verbs,
  link: verbs,
  'node-red': verbs,
  voice: verbs,
});

/** A house of two doors, a smoke detector, a lock, a siren and a keypad. Away has no exit delay unless one is given. */
export function smallHouse({ exitDelaySeconds = 0, entryDelaySeconds = 30 } = {}): AlarmConfig {
  return {
    partitions: [
      {
        id: 'house',
        name: 'House',
        modes: { away: { exitDelaySeconds, entryDelaySeconds }, home: { exitDelaySeconds: 0, entryDelaySeconds } },
        zones: [
          zone('door', 'contact', 'entry'),
          zone('window', 'contact', 'perimeter'),
          zone('smoke', 'smoke', 'fire'),
        ],
        sirenSeconds: 240,
        followerGraceSeconds: 1,
        sirens: ['hand/siren'],
        keypads: ['hand/keypad'],
        chimes: [],
        groups: [],
        abortWindowSeconds: 30,
        cancelWindowSeconds: 300,
        swingerTrips: 2,
      },
    ],
    users: [{ name: 'Ana', can: ['arm', 'disarm', 'bypass', 'silence'] }],
    policy: {
      withoutCode: perOrigin(['arm', 'silence', 'acknowledge', 'panic']),
      never: { panel: [], keypad: [], homekit: [], matter: [], link: [], 'node-red': [], voice: ['disarm'] },
      disarmOnEntryOnly: [],
      lockoutAttempts: 5,
      lockoutSeconds: 90,
      lockoutMaxSeconds: 900,
      codeQueue: 8,
      settleSeconds: 0,
      confirmSeconds: 10,
    },
  };
}
