import { withFrame } from './house-block.ts';
import type { Json } from './payload.ts';
import { isJson, listOf, textOf } from './payload.ts';

/** Where the home comes from: a Zigbee2MQTT, a simulated house, a hub that runs elsewhere, or nowhere yet. */
export type Origin =
  | {
      readonly kind: 'zigbee2mqtt';
      readonly broker: string;
      readonly baseTopic: string;
      readonly username?: string;
      readonly hasPassword: boolean;
    }
  | { readonly kind: 'simulator' }
  | { readonly kind: 'join'; readonly broker: string; readonly username?: string; readonly hasPassword: boolean }
  | { readonly kind: 'none' };

/** Names of the secrets that the page keeps. */
export const MQTT_SECRET = 'mqtt-password';
export const LINK_SECRET = 'link-password';

/** Reads from a block where its home comes from. */
export function originOf(block: Json): Origin {
  const link = block['link'];
  if (isJson(link) && link['role'] === 'join')
    return { kind: 'join', broker: textOf(link, 'broker') ?? '', ...loginOf(link) };
  const sources = listOf(block['sources']);
  const zigbee = sources.find(({ type }) => type === 'zigbee2mqtt');
  if (zigbee) {
    const broker = textOf(zigbee, 'broker') ?? 'mqtt://127.0.0.1:1883';
    return { kind: 'zigbee2mqtt', broker, baseTopic: textOf(zigbee, 'baseTopic') ?? 'zigbee2mqtt', ...loginOf(zigbee) };
  }
  return sources.some(({ type }) => type === 'simulator') ? { kind: 'simulator' } : { kind: 'none' };
}

function loginOf(from: Json): { readonly username?: string; readonly hasPassword: boolean } {
  const username = textOf(from, 'username');
  return { ...(username === undefined ? {} : { username }), hasPassword: isJson(from['password']) };
}

/** A broker with the name to log in with. The password is kept by its name: `keep` leaves the one that is there. */
export interface Login {
  readonly broker: string;
  readonly username?: string;
  readonly password: 'none' | 'keep' | 'saved';
}

/** Takes the devices from a Zigbee2MQTT. Other keys of its entry, and sources of other kinds, stay. */
export function withZigbee2Mqtt(block: Json, login: Login & { readonly baseTopic: string }): Json {
  const sources = listOf(block['sources']).filter(({ type }) => type !== 'simulator');
  const old = sources.find(({ type }) => type === 'zigbee2mqtt');
  const { broker, baseTopic } = login;
  const entry = withLogin({ ...old, type: 'zigbee2mqtt', broker, baseTopic }, login, MQTT_SECRET);
  return {
    ...withFrame(withoutJoin(block)),
    sources: old ? sources.map((source) => (source === old ? entry : source)) : [entry, ...sources],
  };
}

/** Takes the devices from a simulated house, in place of a Zigbee2MQTT. */
export function withSimulator(block: Json): Json {
  const others = listOf(block['sources']).filter(({ type }) => type !== 'simulator' && type !== 'zigbee2mqtt');
  const old = listOf(block['sources']).find(({ type }) => type === 'simulator');
  return { ...withFrame(withoutJoin(block)), sources: [old ?? { type: 'simulator' }, ...others] };
}

/** What belongs to the hub, and so to the configuration of the machine that it runs on. */
const HUB_KEYS: readonly string[] = [
  'sources',
  'devices',
  'partitions',
  'master',
  'users',
  'silent',
  'policy',
  'journal',
];

/** Joins a hub that runs elsewhere. What belongs to a hub goes: the configuration may not hold it beside a joined link. */
export function withJoin(block: Json, login: Login): Json {
  const own = Object.fromEntries(Object.entries(block).filter(([key]) => !HUB_KEYS.includes(key)));
  const old = isJson(block['link']) && block['link']['role'] === 'join' ? block['link'] : {};
  const link = withLogin({ ...old, role: 'join', broker: login.broker }, login, LINK_SECRET);
  return { ...withFrame(own), link };
}

function withoutJoin(block: Json): Json {
  const { link, ...rest } = block;
  return isJson(link) && link['role'] !== 'join' ? block : rest;
}

function withLogin(entry: Json, { username, password }: Login, secret: string): Json {
  const { username: _, password: old, ...rest } = entry;
  if (username === undefined) return rest;
  const named = { ...rest, username };
  if (password === 'none') return named;
  return { ...named, password: password === 'keep' && isJson(old) ? old : { secret } };
}
