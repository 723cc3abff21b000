import type { AlarmConfig, PartitionConfig, PolicyConfig, SirenRule, ZoneConfig } from '@nightlatch/alarm';
import type {
  ArmMode,
  AttributeKey,
  AttributeValue,
  DeviceAbility,
  DeviceDescription,
  DeviceId,
  DeviceReport,
  MomentaryEvent,
  Verb,
  ZoneSignal,
  ZoneType,
} from '@nightlatch/model';
import { ARM_MODES, InvariantError, zoneId } from '@nightlatch/model';
import { USUAL_POLICY } from './usual-policy.ts';

/**
 * How a zone differs from what its kind usually is: every rule that a zone can have, and the room of its device. Chimes
 * are named by the id of their device.
 */
export interface ZoneOptions extends Partial<Omit<ZoneConfig, 'id' | 'name' | 'device' | 'signal'>> {
  readonly room?: string;
}

/** What a siren sounds for, and for how long, where it differs from the others. */
export type SirenOptions = Omit<SirenRule, 'device'>;

/** A house that can be given to a source, to a hub or to the alarm engine. */
export interface BuiltHouse {
  readonly devices: readonly DeviceDescription[];
  /** The whole alarm configuration: one partition named `house`, with every zone. */
  readonly config: AlarmConfig;
  /** Every device described, reachable and quiet, as a source reports it at its start. */
  readonly reports: readonly DeviceReport[];
  /** The id of a device by its name. @throws InvariantError when the house has none. */
  id(name: string): DeviceId;
  /** The id of the zone of a device by its name. @throws InvariantError when it has none. */
  zone(name: string): string;
}

interface Thing {
  readonly name: string;
  readonly quiet: Readonly<Partial<Record<AttributeKey, AttributeValue>>>;
  readonly events?: readonly MomentaryEvent[];
  readonly abilities?: readonly DeviceAbility[];
  readonly watched?: { readonly signal: ZoneSignal; readonly type: ZoneType };
  readonly options?: ZoneOptions;
  readonly sirenRule?: SirenOptions;
}

const EVERYTHING: readonly Verb[] = ['arm', 'disarm', 'bypass', 'silence', 'acknowledge', 'test', 'panic'];
/** Zones of these types are watched in away and vacation only. */
const AWAY_ONLY: readonly ArmMode[] = ['away', 'vacation'];

/**
 * Furnishes a house, device by device.
 *
 * ```ts
 * const house = houseBuilder().contact('Front door').motion('Hall').smoke('Kitchen').build();
 * ```
 *
 * Every sensor becomes a zone as its kind usually is: contacts `entry` in every mode, motion `interior` in away and
 * vacation, hazards around the clock; `ZoneOptions` changes that. Delays are 60 s out for away and vacation, none for
 * home and night, and 30 s in.
 */
export function houseBuilder(source = 'mock'): HouseBuilder {
  return new HouseBuilder(source);
}

export class HouseBuilder {
  readonly #source: string;
  readonly #things: Thing[] = [];
  readonly #users: { name: string; can: readonly Verb[] }[] = [];
  #partition: Partial<PartitionConfig> = {};
  #policy: PolicyConfig = USUAL_POLICY;
  #delays: { exit?: number; entry?: number } = {};

  constructor(source: string) {
    this.#source = source;
  }

  contact(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { contact: 'closed' }, 'entry', options);
  }

  motion(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { motion: false }, 'interior', options);
  }

  glassBreak(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { glassBreak: false }, 'perimeter', options);
  }

  smoke(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { smoke: false }, 'fire', options);
  }

  heat(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { heat: false }, 'heat', options);
  }

  carbonMonoxide(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { carbonMonoxide: false }, 'co', options);
  }

  gas(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { gas: false }, 'gas', options);
  }

  leak(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { waterLeak: false }, 'water', options);
  }

  freeze(name: string, options?: ZoneOptions): this {
    return this.#sensor(name, { freeze: false }, 'freeze', options);
  }

  panic(name: string, options?: ZoneOptions): this {
    return this.#add({ name, quiet: {}, events: ['panic'], watched: { signal: 'panic', type: 'panic' } }, options);
  }

  medical(name: string, options?: ZoneOptions): this {
    return this.#add(
      { name, quiet: {}, events: ['medical'], watched: { signal: 'medical', type: 'medical' } },
      options,
    );
  }

  lock(name: string): this {
    return this.#add({ name, quiet: { lock: 'locked' }, abilities: ['lock'] });
  }

  siren(name: string, rule?: SirenOptions): this {
    const own = rule ? { sirenRule: rule } : {};
    return this.#add({ name, quiet: { siren: false }, abilities: ['siren', 'chime'], ...own });
  }

  keypad(name: string): this {
    return this.#add({ name, quiet: {}, events: ['panic'], abilities: ['keypad', 'chime'] });
  }

  doorbell(name: string): this {
    return this.#add({ name, quiet: {}, events: ['ring'], abilities: [] });
  }

  /** Someone who may do what `can` says: everything when absent. */
  user(name: string, can: readonly Verb[] = EVERYTHING): this {
    this.#users.push({ name, can });
    return this;
  }

  /** Sets the delays of every mode, in seconds. */
  delays(delays: { readonly exit?: number; readonly entry?: number }): this {
    this.#delays = { ...this.#delays, ...delays };
    return this;
  }

  /** Changes anything of the partition, last. */
  partition(changes: Partial<PartitionConfig>): this {
    this.#partition = { ...this.#partition, ...changes };
    return this;
  }

  policy(changes: Partial<PolicyConfig>): this {
    this.#policy = { ...this.#policy, ...changes };
    return this;
  }

  build(): BuiltHouse {
    const devices = this.#things.map((thing) => this.#describe(thing));
    const zones = this.#things.flatMap((thing) => this.#zone(thing));
    const id = (name: string): DeviceId => {
      if (this.#things.some((thing) => thing.name === name)) return deviceId(this.#source, name);
      throw new InvariantError(`The built house has no device "${name}": add it before build().`);
    };
    return {
      devices,
      config: {
        partitions: [this.#partitionConfig(zones)],
        users: this.#users,
        policy: this.#policy,
        chimes: this.#able('chime'),
      },
      reports: this.#things.flatMap((thing, index) => startReports(devices[index], thing)),
      id,
      zone: (name) => {
        const zone = zones.find(({ device }) => device === id(name));
        if (zone) return zone.id;
        throw new InvariantError(`"${name}" is no zone of the built house.`);
      },
    };
  }

  #sensor(
    name: string,
    quiet: Readonly<Partial<Record<AttributeKey, AttributeValue>>>,
    type: ZoneType,
    options?: ZoneOptions,
  ): this {
    const signal = Object.keys(quiet)[0] as AttributeKey;
    return this.#add({ name, quiet, watched: { signal, type } }, options);
  }

  #add(thing: Thing, options?: ZoneOptions): this {
    if (this.#things.some(({ name }) => deviceId('', name) === deviceId('', thing.name))) {
      throw new InvariantError(`The built house has "${thing.name}" already: name the second one differently.`);
    }
    this.#things.push({ ...thing, ...(options ? { options } : {}) });
    return this;
  }

  #describe(thing: Thing): DeviceDescription {
    const { room } = thing.options ?? {};
    return {
      id: deviceId(this.#source, thing.name),
      name: thing.name,
      ...(room === undefined ? {} : { room }),
      attributes: Object.keys(thing.quiet) as AttributeKey[],
      events: thing.events ?? [],
      abilities: thing.abilities ?? [],
    };
  }

  #zone(thing: Thing): ZoneConfig[] {
    if (!thing.watched) return [];
    const { room: _, ...options } = thing.options ?? {};
    const device = deviceId(this.#source, thing.name);
    const { signal } = thing.watched;
    const type = options.type ?? thing.watched.type;
    const modes = type === 'interior' ? AWAY_ONLY : ARM_MODES;
    return [{ modes, chime: false, ...options, type, id: zoneId(device, signal), name: thing.name, device, signal }];
  }

  #able(ability: DeviceAbility): readonly DeviceId[] {
    return this.#things
      .filter(({ abilities }) => abilities?.includes(ability))
      .map(({ name }) => deviceId(this.#source, name));
  }

  #partitionConfig(zones: readonly ZoneConfig[]): PartitionConfig {
    const { exit, entry = 30 } = this.#delays;
    const mode = (usualExit: number) => ({ exitDelaySeconds: exit ?? usualExit, entryDelaySeconds: entry });
    const sirenRules = this.#things.flatMap(({ name, sirenRule }) =>
      sirenRule ? [{ device: deviceId(this.#source, name), ...sirenRule }] : [],
    );
    return {
      id: 'house',
      name: 'House',
      modes: { away: mode(60), home: mode(0), night: mode(0), vacation: mode(60) },
      zones,
      sirenSeconds: 240,
      followerGraceSeconds: 1,
      sirens: this.#able('siren'),
      ...(sirenRules.length > 0 ? { sirenRules } : {}),
      keypads: this.#able('keypad'),
      chimes: this.#able('chime'),
      groups: [],
      abortWindowSeconds: 30,
      cancelWindowSeconds: 300,
      swingerTrips: 2,
      ...this.#partition,
    };
  }
}

function deviceId(source: string, name: string): DeviceId {
  return `${source}/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

function startReports(device: DeviceDescription | undefined, thing: Thing): DeviceReport[] {
  if (!device) return [];
  return [
    { type: 'described', device },
    { type: 'availability', device: device.id, available: true },
    { type: 'attributes', device: device.id, values: thing.quiet, cause: 'resync' },
  ];
}
