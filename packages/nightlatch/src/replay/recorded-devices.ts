import type { Config } from '@nightlatch/assembly';
import { deviceKey, presenter, sirenCalled } from '@nightlatch/assembly';
import type {
  AttributeKey,
  AttributeValue,
  DeviceAbility,
  DeviceDescription,
  DeviceId,
  MomentaryEvent,
  Unknown,
} from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import type { DeviceLine } from './replay-line.ts';

/** A device as far as the recording has told of it. */
export interface RecordedDevice {
  readonly id: DeviceId;
  readonly name: string;
  /** The owner hides it: the house knows nothing of it. */
  readonly isHidden: boolean;
  available: boolean | Unknown;
  readonly values: Map<AttributeKey, AttributeValue | Unknown>;
  readonly events: Set<MomentaryEvent>;
}

/**
 * Knows the devices of a recording, each from the line on that first tells of it, as a hub learns of a device when its
 * source describes it.
 */
export class RecordedDevices {
  readonly #settings: Config['devices'];
  readonly #present: ReturnType<typeof presenter>;
  /** How the configuration spells what it calls a device, by the key of that name. */
  readonly #spelling: ReadonlyMap<string, string>;
  readonly #byCalled = new Map<string, RecordedDevice>();
  readonly #byKey = new Map<string, RecordedDevice>();

  constructor(config: Config, described: readonly DeviceDescription[] = []) {
    this.#settings = config.devices;
    this.#present = presenter(config.devices);
    this.#spelling = spellings(config);
    for (const { id, name, attributes, events } of described) {
      const device = this.#add(id, name);
      for (const attribute of attributes) device.values.set(attribute, 'unknown');
      for (const event of events) device.events.add(event);
    }
  }

  get all(): readonly RecordedDevice[] {
    return [...this.#byKey.values()];
  }

  /** Every device as its source would describe it, under the owner's name. */
  get descriptions(): readonly DeviceDescription[] {
    return this.all.map(describe).flatMap((device) => this.#present(device) ?? []);
  }

  /** The id of a device, whether or not the recording has told of it. */
  idOf(called: string): DeviceId {
    return this.#byKey.get(deviceKey(called, this.#settings))?.id ?? this.#spelled(called);
  }

  /** Takes in that a device exists and has what a line tells of. @returns The device, and whether anything of that is new. */
  meet({ device: called, values, events }: DeviceLine): { readonly device: RecordedDevice; readonly isNew: boolean } {
    const met = this.#find(called);
    const device = met ?? this.#add(this.#spelled(called), called);
    this.#byCalled.set(called, device);
    const knows =
      met !== undefined &&
      values.every(([key]) => device.values.has(key)) &&
      events.every(({ event }) => device.events.has(event));
    if (knows) return { device, isNew: false };
    for (const [key] of values) if (!device.values.has(key)) device.values.set(key, 'unknown');
    for (const { event } of events) device.events.add(event);
    return { device, isNew: true };
  }

  #find(called: string): RecordedDevice | undefined {
    return this.#byCalled.get(called) ?? this.#byKey.get(deviceKey(called, this.#settings));
  }

  #spelled(called: string): string {
    return this.#spelling.get(deviceKey(called, this.#settings)) ?? called.trim();
  }

  #add(id: DeviceId, name: string): RecordedDevice {
    const own = this.#settings.find((entry) => entry.id.toLowerCase() === id.toLowerCase());
    const device: RecordedDevice = {
      id,
      name: own?.name ?? name.trim(),
      isHidden: own?.hidden ?? false,
      available: true,
      values: new Map(),
      events: new Set(),
    };
    this.#byKey.set(deviceKey(id, this.#settings), device);
    return device;
  }
}

/** A device's id where `devices` gives one, else the name as the configuration writes it: a zone keeps its name. */
function spellings({ devices, partitions }: Config): ReadonlyMap<string, string> {
  const called = partitions.flatMap(({ zones = [], sirens = [], keypads = [], chimes }) => [
    ...zones.map(({ device }) => device),
    ...sirens.map(sirenCalled),
    ...keypads,
    ...chimes,
  ]);
  return new Map([
    ...called.map((name) => [deviceKey(name, devices), name] as const),
    ...devices.map(({ id }) => [id.toLowerCase(), id] as const),
  ]);
}

function describe({ id, name, values, events }: RecordedDevice): DeviceDescription {
  const attributes = [...values.keys()];
  const has = (attribute: string): boolean => attributes.some((key) => attributeName(key) === attribute);
  const abilities: readonly DeviceAbility[] = [
    ...(has('lock') ? (['lock'] as const) : []),
    ...(has('siren') ? (['siren'] as const) : []),
    ...(events.has('keypad') ? (['keypad'] as const) : []),
  ];
  return { id, name, attributes, events: [...events], abilities };
}
