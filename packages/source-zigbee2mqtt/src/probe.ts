import type { SecretText } from '@nightlatch/model';
import type { MqttClient } from 'mqtt';
import { connect } from 'mqtt';
import { LARGEST_BRIDGE_MESSAGE, readJson, readState } from './session/payload.ts';

export interface ProbeOptions {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly broker: string;
  readonly username?: string;
  readonly password?: SecretText;
  /** A certificate authority of one's own, PEM. */
  readonly ca?: string;
  /** The longest that the broker may take to let us in; 3000 by default. */
  readonly timeoutMs?: number;
}

/** A Zigbee2MQTT that keeps its word on a broker. */
export interface FoundBridge {
  readonly baseTopic: string;
  /** Undefined where it has not said so. */
  readonly isOnline?: boolean;
  /** Devices without the coordinator; undefined where no list is kept. */
  readonly devices?: number;
}

/** What there is at an address. `no-broker` says why in `problem`; nothing here quotes a password. */
export type ProbeResult =
  | { readonly outcome: 'found'; readonly bridges: readonly FoundBridge[] }
  | { readonly outcome: 'no-zigbee2mqtt' }
  | { readonly outcome: 'login' }
  | {
      readonly outcome: 'no-broker';
      readonly problem: 'unknown-host' | 'refused' | 'unreachable' | 'silent' | 'tls';
    };

const TOPICS = ['+', '+/+'].flatMap((base) => [`${base}/bridge/state`, `${base}/bridge/devices`]);
/** Retained messages follow the subscription at once: so long without one, there are no more. */
const QUIET_MS = 400;

/**
 * Looks once whether a Zigbee2MQTT is behind a broker, under whatever base topic of one or two levels, and leaves again.
 *
 * It only listens to what the broker keeps: nothing is published. Never throws.
 */
export async function probeZigbee2Mqtt(options: ProbeOptions): Promise<ProbeResult> {
  const { broker, username, password, ca, timeoutMs = 3000 } = options;
  let client: MqttClient;
  try {
    client = connect(broker, {
      reconnectPeriod: 0,
      connectTimeout: timeoutMs,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password: password.reveal() }),
      ...(ca === undefined ? {} : { ca }),
    });
  } catch {
    return { outcome: 'no-broker', problem: 'unknown-host' };
  }
  try {
    const refusal = await connected(client, timeoutMs);
    if (refusal) return refusal;
    const bridges = await keptBridges(client);
    return bridges.length ? { outcome: 'found', bridges } : { outcome: 'no-zigbee2mqtt' };
  } finally {
    client.on('error', () => undefined);
    await client.endAsync(true).catch(() => undefined);
  }
}

/** @returns Undefined once the broker has let us in. */
function connected(client: MqttClient, timeoutMs: number): Promise<ProbeResult | undefined> {
  return new Promise((resolve) => {
    const silent = { outcome: 'no-broker', problem: 'silent' } as const;
    const timer = setTimeout(() => resolve(silent), timeoutMs);
    const done = (result: ProbeResult | undefined): void => {
      clearTimeout(timer);
      resolve(result);
    };
    client.once('connect', () => done(undefined));
    client.on('error', (error) => done(refusalOf(error as Error & { code?: number | string })));
    client.once('close', () => done(silent));
  });
}

const PROBLEMS: Readonly<Record<string, 'unknown-host' | 'refused' | 'unreachable' | 'silent'>> = {
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  EAI_FAIL: 'unknown-host',
  ERR_INVALID_URL: 'unknown-host',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'silent',
  ECONNRESET: 'silent',
};

/** MQTT 3.1.1's return codes for a bad name or password and for no permission, and MQTT 5's of the same meaning. */
const LOGIN_CODES: readonly unknown[] = [4, 5, 134, 135];

function refusalOf(error: Error & { code?: number | string; errors?: readonly { code?: string }[] }): ProbeResult {
  if (LOGIN_CODES.includes(error.code)) return { outcome: 'login' };
  const code = String(error.code ?? error.errors?.[0]?.code ?? '');
  if (/CERT|SSL|TLS/.test(code)) return { outcome: 'no-broker', problem: 'tls' };
  return { outcome: 'no-broker', problem: PROBLEMS[code] ?? 'silent' };
}

async function keptBridges(client: MqttClient): Promise<readonly FoundBridge[]> {
  const bridges = new Map<string, FoundBridge>();
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer = setTimeout(resolve, QUIET_MS);
  client.on('message', (topic, message) => {
    clearTimeout(timer);
    timer = setTimeout(resolve, QUIET_MS);
    const [, baseTopic = '', kind] = /^(.+)\/bridge\/(state|devices)$/.exec(topic) ?? [];
    const known = bridges.get(baseTopic) ?? { baseTopic };
    bridges.set(baseTopic, { ...known, ...(kind === 'state' ? stateOf(message) : countOf(message)) });
  });
  client.once('close', resolve);
  await client.subscribeAsync(TOPICS).catch(() => resolve());
  await promise;
  clearTimeout(timer);
  return [...bridges.values()].filter(({ isOnline, devices }) => isOnline !== undefined || devices !== undefined);
}

function stateOf(message: Uint8Array): { isOnline?: boolean } {
  const isOnline = readState(message);
  return isOnline === undefined ? {} : { isOnline };
}

function countOf(message: Uint8Array): { devices?: number } {
  const read = readJson(message, LARGEST_BRIDGE_MESSAGE);
  if (!read.ok || !Array.isArray(read.value)) return {};
  return { devices: read.value.filter((item: { type?: unknown } | null) => item?.type !== 'Coordinator').length };
}
