import type { Evidence, Kind } from './kind.ts';
import { BRIDGE_USER, nested, STRANGE } from './kind.ts';
import type { Random } from './random.ts';

/** A kind has devices of its own: the hub warns of each device once a minute. */
export const ZIGBEE_HOUSE = { contact: 8, motion: 1, smoke: 1, lock: 1, siren: 1, temperature: 1, keypad: 2 } as const;

const TRIP = JSON.stringify({ contact: false, battery: 90, linkquality: 120 });
const COORDINATOR = { type: 'Coordinator', ieee_address: '0x00124b0000000001', friendly_name: 'Coordinator' };

function of(device: string, name: string, log: RegExp, payload: (random: Random) => string | Buffer): Kind {
  const make = (random: Random) => ({ topic: `zigbee2mqtt/${device}`, payload: payload(random) });
  return { name, sender: BRIDGE_USER, make, evidence: { log } };
}

const json = (value: unknown): string => JSON.stringify(value);

/** What a broken or forged Zigbee2MQTT could say. None of it may move a sensor, remove a device or reach the alarm. */
export const ZIGBEE_KINDS: readonly Kind[] = [
  of('contact 2', 'truncated JSON', /contact 2 .* cannot be read: it is not valid JSON/, (random) => random.cut(TRIP)),
  of('contact 3', 'a huge message', /contact 3 .* bytes are more than 262144/, (random) =>
    json({ contact: false, blob: 'x'.repeat(random.int(262_144, 1_040_000)) }),
  ),
  of('contact 4', 'a value of a wrong type', /contact 4 reports a value of contact/, (random) =>
    json({ contact: random.pick(STRANGE), battery: random.pick(STRANGE) }),
  ),
  of('contact 5', 'JSON that is no object', /contact 5 .* it is not a JSON object/, (random) =>
    random.pick(['[]', 'null', 'true', '7', '"contact"', '[{"contact":false}]']),
  ),
  of('contact 6', 'binary garbage', /contact 6 .* it is not valid JSON/, (random) => random.bytes(random.int(1, 2000))),
  of('contact 7', 'deep nesting', /contact 7 reports a value of contact/, (random) =>
    nested('contact', random.int(100, 60_000)),
  ),
  of(
    'contact 8',
    'keys of prototypes',
    /contact 8 reports a value of contact/,
    (random) =>
      `{"__proto__":{"contact":false},"constructor":{"prototype":{"contact":false}},"contact":{"__proto__":${random.pick(['false', '[]', '{"valueOf":0}'])}}}`,
  ),
  of(
    'temperature 1',
    'numbers that are none',
    /temperature 1 reports a value of temperature/,
    (random) => `{"temperature":${random.pick(['1e999', '-1e999', '"21"', '"NaN"', 'true', '[21]'])}}`,
  ),
  of('lock 1/availability', 'an availability of no kind', /lock 1 has an availability that is neither/, (random) =>
    random.pick(['maybe', '{}', '{"state":1}', '{"state":', '[]', '"online"', '{"State":"offline"}']),
  ),
  of('bridge/devices', 'a damaged list of devices', /list of devices/, damagedList),
  of('bridge/info', 'unreadable bridge/info', /published on bridge\/info was ignored/, unreadable),
  of('bridge/logging', 'an unreadable line of the log', /published on bridge\/logging was ignored/, unreadable),
  of('bridge/state', 'a state of no kind', /a state that is neither online nor offline/, (random) =>
    random.pick(['{"state":"gone"}', '{}', '7', '{"state":false}', 'Offline?', '{"state":"off']),
  ),
  of('keypad 1', 'an absurd code at a keypad', /keypad 1 sent an entry whose code cannot be one/, (random) =>
    json({
      action: random.pick(['disarm', 'arm_all_zones', 'arm_day_zones']),
      action_code: random.pick<unknown>(['9'.repeat(random.int(65, 9000)), true, [], {}, { length: 4 }, ['2580']]),
      action_transaction: random.pick<unknown>([-1, 1e300, 'x', {}]),
    }),
  ),
  {
    ...of('keypad 2', 'a storm of wrong codes at a keypad', /./, (random) =>
      json({ action: 'disarm', action_code: random.digits(random.int(4, 12)), action_transaction: random.int(0, 255) }),
    ),
    evidence: { refused: ['wrong-code', 'locked-out'] },
  },
  {
    name: 'topics of nobody',
    sender: BRIDGE_USER,
    make: (random) => ({ topic: random.pick(STRANGE_TOPICS)(random), payload: TRIP }),
    evidence: { nothing: 'groups and devices that do not matter have topics too' } satisfies Evidence,
  },
];

const STRANGE_TOPICS: readonly ((random: Random) => string)[] = [
  () => 'zigbee2mqtt//contact 1',
  () => 'zigbee2mqtt/contact 1/',
  () => 'zigbee2mqtt/CONTACT 1',
  () => 'zigbee2mqtt/__proto__',
  () => 'zigbee2mqtt/constructor/availability',
  () => 'zigbee2mqtt/bridge',
  () => 'zigbee2mqtt/bridge/devices/contact 1',
  (random) => `zigbee2mqtt/${'é'.repeat(random.int(1, 30_000))}`,
  (random) => `zigbee2mqtt/contact 1${'/x'.repeat(random.int(1, 90))}`,
  (random) => `zigbee2mqtt/🚪\u202e${random.digits(3)}`,
  (random) => `zigbee2mqtt${random.digits(2)}/contact 1`,
  () => 'zigbee/contact 1',
];

function unreadable(random: Random): string | Buffer {
  const text = json({ level: 'error', message: "Publish 'set' 'state' to 'lock 1' failed: no" });
  return random.pick([random.cut(text), '[]', 'null', '"error"', random.bytes(50)]);
}

function damagedList(random: Random): string | Buffer {
  const address = '0x00158d0000000001';
  const entry = random.pick<unknown>([
    7,
    null,
    [],
    'contact 1',
    {},
    { ieee_address: address },
    { ieee_address: 'x', friendly_name: 'contact 1' },
    { ieee_address: address, friendly_name: ['contact 1'] },
    { ieee_address: address, friendly_name: '#' },
    { ieee_address: address, friendly_name: 'contact 1', definition: 'none' },
    { ieee_address: address, friendly_name: 'contact 1', definition: { exposes: { contact: true } } },
  ]);
  const list = json([COORDINATOR, entry]);
  return random.pick([list, list, random.cut(list), json([entry]), '[]', '{}', 'null', random.bytes(30)]);
}
