import type { Clock } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { MqttClient } from 'mqtt';
import { parseJsonObject, textOf } from '../wire/json-object.ts';
import { readStatus } from '../wire/status-message.ts';
import type { Topics } from '../wire/topics.ts';
import { LINK_VERSION } from '../wire/topics.ts';

/** How long a hub that `status` calls online has to answer a claim; a dead one never does. */
const ANSWER_MS = 2000;
/** How long a hub that claimed a moment before us, and has not yet said that it is online, has to answer. */
const RIVAL_MS = 300;
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
 * once the later sees the earlier's claim before its own, or is answered by the earlier, which answers whoever comes
 * after it. Where `status` says that another hub is online, that hub has two seconds to answer; if it does not, it died
 * without its last will, and the home is free.
 *
 * The connection goes on answering until it is ended, so that no claim meets silence while the hub itself logs in.
 *
 * @returns What is retained below the home's devices and partitions, left by whoever was the hub before.
 * @throws NightlatchError `hub-taken`, naming the other hub's instance.
 */
export async function claimHome({ mqtt, topics, instance, clock }: ClaimOptions): Promise<ReadonlySet<string>> {
  const retained = new Set<string>();
  /** Those who claimed after us: what they say to each other does not concern us. */
  const later = new Set<string>();
  let incumbent: string | undefined;
  let isOurs = false;
  const leftovers = [`${topics.root}/device/#`, `${topics.root}/partition/#`];
  const outcome = new Promise<string | undefined>((resolve, reject) => {
    clock.after(ECHO_MS, () => reject(deniedError(topics)));
    mqtt.on('message', (topic, payload, packet) => {
      if (topic === topics.claim) {
        const { taken, claimant } = readClaim(payload);
        if (taken !== undefined && taken !== instance && !later.has(taken)) resolve(taken);
        if (claimant === instance) {
          isOurs = true;
          clock.after(incumbent === undefined ? RIVAL_MS : ANSWER_MS, () => resolve(undefined));
        } else if (claimant !== undefined && !isOurs) {
          resolve(claimant);
        } else if (claimant !== undefined) {
          later.add(claimant);
          mqtt.publish(topic, takenBy(instance), { qos: 1 });
        }
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

/** Answers those who claim a home that has its hub; undefined where there is nothing to answer. */
export function answerClaim(payload: Uint8Array, instance: string): string | undefined {
  const { claimant } = readClaim(payload);
  return claimant === undefined || claimant === instance ? undefined : takenBy(instance);
}

/** A message of `status/claim`: someone claims the home, or someone says that it is taken. */
function readClaim(payload: Uint8Array): { taken: string | undefined; claimant: string | undefined } {
  const claim = parseJsonObject(payload) ?? {};
  return { taken: textOf(claim, 'taken'), claimant: textOf(claim, 'instance') };
}

function takenBy(instance: string): string {
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
