import type {
  AttributeKey,
  AttributeValue,
  DeviceDescription,
  DeviceId,
  KeypadIndication,
  TimerHandle,
} from '@nightlatch/model';
import { KINDS } from './device-kind.ts';
import type { KindTraits } from './device-kind.ts';
import type { SimulatedDevice } from './house.ts';

/** At or below this many per cent a device says that its battery is low. */
const LOW_BATTERY = 15;

/** A simulated device as it is now. Mutable: the simulator alone writes it. */
export interface DeviceModel {
  readonly key: string;
  readonly description: DeviceDescription;
  readonly traits: KindTraits;
  readonly values: Map<AttributeKey, AttributeValue>;
  /** The exact charge, of which the reported one is the whole part; absent on mains. */
  charge?: number;
  isOnline: boolean;
  /** The bolt is stuck: every order ends in `jammed`. */
  isStuck: boolean;
  /** The end of what is under way: a bolt's travel, a siren's time, a motion. */
  timer?: TimerHandle;
  indication?: KeypadIndication;
  /** The number of the last attempt at a keypad. */
  attempts: number;
}

/** Brings a line of a house to life. */
export function deviceModel(source: string, line: SimulatedDevice): DeviceModel {
  const traits = KINDS[line.kind];
  const values = new Map(Object.entries(traits.quiet) as [AttributeKey, AttributeValue][]);
  for (const [key, value] of batteryValues(line.battery)) values.set(key, value);
  const id: DeviceId = `${source}/${line.key}`;
  return {
    key: line.key,
    description: {
      id,
      name: line.name,
      room: line.room,
      attributes: [...values.keys()],
      events: traits.events,
      abilities: traits.abilities,
      manufacturer: 'Nightlatch',
      model: `Simulated ${traits.model.toLowerCase()}`,
      serial: line.key,
    },
    traits,
    values,
    ...(line.battery === undefined ? {} : { charge: line.battery }),
    isOnline: true,
    isStuck: false,
    attempts: 0,
  };
}

/** The attributes of a battery with this exact charge, none for a device on mains. */
export function batteryValues(charge: number | undefined): [AttributeKey, AttributeValue][] {
  if (charge === undefined) return [];
  const battery = Math.floor(charge);
  return [
    ['battery', battery],
    ['batteryLow', battery <= LOW_BATTERY],
  ];
}
