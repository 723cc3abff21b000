import type { AlarmConfig, AlarmInput } from '@nightlatch/alarm';
import type { Actor } from '@nightlatch/model';

/** What the database calls each device that it knows. */
export type DeviceNames = ReadonlyMap<string, string>;
const NO_NAMES: DeviceNames = new Map();

/** Says in one line what an entry of the journal is about; undefined for what is not worth one. */
export function entryText(
  input: AlarmInput,
  alarm: AlarmConfig | undefined,
  names: DeviceNames = NO_NAMES,
): string | undefined {
  switch (input.type) {
    case 'configured': {
      const zones = input.config.partitions.reduce((sum, partition) => sum + partition.zones.length, 0);
      return `configured: ${input.config.partitions.map(({ name }) => name).join(', ')}, ${zones} zones`;
    }
    case 'attribute':
      return `${deviceName(input.device, alarm, names)}: ${input.attribute} ${input.value}${input.cause === 'live' ? '' : ` (${input.cause})`}`;
    case 'availability':
      return `${deviceName(input.device, alarm, names)}: ${AVAILABILITY[String(input.available)] ?? 'not known to be reachable'}`;
    case 'event':
      return `${deviceName(input.device, alarm, names)}: ${input.event}${input.key === undefined ? '' : ` ${input.key}`}`;
    case 'operated': {
      const whose = input.slot === undefined ? '' : `, slot ${input.slot}`;
      return `${deviceName(input.device, alarm, names)}: ${input.to} at the door by ${input.by}${whose}`;
    }
    case 'command':
      return `${commandText(input.command)} asked by ${actorText(input.actor)}${input.hasCode ? ' with a code' : ''}`;
    case 'code-judged':
      return input.user === undefined ? 'wrong code' : `${input.credential?.kind ?? 'code'} of ${input.user}`;
    case 'people':
      return `let in beside the configuration: ${input.people.map(({ name }) => name).join(', ') || 'nobody'}`;
    case 'trouble': {
      const where = input.device === undefined ? '' : ` of ${deviceName(input.device, alarm, names)}`;
      return `trouble ${input.kind}${where} ${input.on ? 'begins' : 'ends'}`;
    }
    case 'self-test':
      return `self-test: ${input.failures.join(' ') || 'all is well'}`;
    case 'hub':
      return `hub ${input.to}${input.clockJumped ? ', the clock had jumped' : ''}`;
    case 'tick':
      return undefined;
  }
}

const AVAILABILITY: Readonly<Record<string, string>> = { true: 'reachable', false: 'lost' };

function commandText(command: Extract<AlarmInput, { type: 'command' }>['command']): string {
  const words = Object.entries(command).flatMap(([key, value]) =>
    key === 'type' ? [] : [`${key} ${JSON.stringify(value)}`],
  );
  return [command.type, ...words].join(' ').replaceAll('"', '');
}

export function actorText({ origin, client, user }: Actor): string {
  const who = [client, user].filter((part) => part !== undefined);
  return who.length > 0 ? `${origin} (${who.join(', ')})` : origin;
}

/** What a zone of the device is called, or the device itself, or else its id. */
export function deviceName(device: string, alarm: AlarmConfig | undefined, names: DeviceNames = NO_NAMES): string {
  const zones = alarm?.partitions.flatMap((partition) => partition.zones) ?? [];
  return zones.find((zone) => zone.device === device)?.name ?? names.get(device) ?? device;
}
