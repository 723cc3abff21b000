import type { Clock } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { MqttClient } from 'mqtt';
import { parseJsonObject, textOf } from '../wire/json-object.ts';
import { readStatus } from '../wire/status-message.ts';
import type { Topics } from '../wire/topics.ts';
import { LINK_VERSION } from '../wire/topics.ts';

/** How long a hub that `status` calls online has to answer a claim; a dead one never does. */
const ANSWER_MS = 2000;
/** Our own claim comes back at once, where the broker lets us publish and read it. */
const ECHO_MS = 5000;

export interface ClaimOptions {
  readonly mqtt: MqttClient;
  readonly topics: Topics;
  readonly instance: string;
  readonly clock: Clock;
}

/**
 * Claims a home on an external broker, so that it has one hub.
 *
 * The claimant asks on `status/claim`. A broker delivers one topic in one order to everyone, so of two that claim at
 * once the later sees the earlier's claim before its own. Where `status` says that another hub is online, that hub has
 * two seconds to answer; if it does not, it died without its last will, and the home is free.
 *
 * @returns What is retained below the home's devices and partitions, left by whoever was the hub before.
 * @throws NightlatchError `hub-taken`, naming the other hub's instance.
 */
export async function claimHome({ mqtt, topics, instance, clock }: ClaimOptions): Promise<ReadonlySet<string>> {
  const retained = new Set<string>();
  let incumbent: string | undefined;
  const leftovers = [`${topics.root}/device/#`, `${topics.root}/partition/#`];
  const outcome = new Promise<string | undefined>((resolve, reject) => {
    clock.after(ECHO_MS, () => reject(deniedError(topics)));
    mqtt.on('message', (topic, payload, packet) => {
      if (topic === topics.claim) {
        const claim = parseJsonObject(payload);
        const other = claim && (textOf(claim, 'taken') ?? textOf(claim, 'instance'));
        if (other === undefined) return;
        if (other !== instance) return resolve(other);
        if (incumbent === undefined) return resolve(undefined);
        clock.after(ANSWER_MS, () => resolve(undefined));
      } else if (topic === topics.status) {
        const status = readStatus(payload);
        if (status?.status === 'online' && status.instance !== instance) incumbent = status.instance;
      } else if (packet.retain && payload.length > 0) {
        retained.add(topic);
      }
    });
    mqtt.once('close', () => resolve('unknown'));
  });
  const asked = ask(mqtt, [topics.status, topics.claim, ...leftovers], topics.claim, instance);
  const [other] = await Promise.all([outcome, asked]);
  mqtt.removeAllListeners('message');
  if (!mqtt.connected)
    throw new NightlatchError('broker-unreachable', 'The broker went away while the home was claimed.');
  if (other !== undefined) throw takenError(topics, other);
  await mqtt.unsubscribeAsync(leftovers);
  return retained;
}

async function ask(mqtt: MqttClient, filters: string[], claim: string, instance: string): Promise<void> {
  await mqtt.subscribeAsync(filters, { qos: 1 });
  await mqtt.publishAsync(claim, JSON.stringify({ v: LINK_VERSION, instance }), { qos: 1 });
}

/** Answers those who claim a home that has its hub. */
export function answerClaim(payload: Uint8Array, instance: string): string | undefined {
  const claim = parseJsonObject(payload);
  const claimant = claim && textOf(claim, 'instance');
  if (claimant === undefined || claimant === instance) return undefined;
  return JSON.stringify({ v: LINK_VERSION, taken: instance });
}

function deniedError(topics: Topics): NightlatchError {
  const message = `The broker does not let the hub write and read ${topics.claim}: give its user readwrite on ${topics.root}/#.`;
  return new NightlatchError('broker-refused', message);
}

function takenError(topics: Topics, other: string): NightlatchError {
  const remedy = 'Stop it, or let this one join it with link.role: join.';
  return new NightlatchError('hub-taken', `Another hub (instance ${other}) serves ${topics.root} already. ${remedy}`);
}
