import type { FoundBridge, ProbeOptions, ProbeResult } from '@nightlatch/assembly';
import { hostOf } from './broker-address.ts';
import type { LikelyBroker } from './likely-brokers.ts';

/** What was seen at one address, with a sentence for people. */
export interface Sighting {
  readonly broker: string;
  readonly outcome: ProbeResult['outcome'];
  readonly bridges: readonly FoundBridge[];
  readonly words: string;
  readonly usedBy?: string;
}

/** Looks at one address. Never throws. */
export type Probe = (options: ProbeOptions) => Promise<ProbeResult>;

/** Looks at all addresses at once; each has its own limit of time, so that the whole takes no longer than one. */
export async function findBrokers(
  brokers: readonly LikelyBroker[],
  probe: Probe,
  onSighting: (sighting: Sighting) => void,
): Promise<readonly Sighting[]> {
  return Promise.all(
    brokers.map(async (likely) => {
      const sighting = { ...describe(likely.broker, await probe({ broker: likely.broker })), ...likely };
      onSighting(sighting);
      return sighting;
    }),
  );
}

/** Says in a sentence what a look at an address showed, and what to do about it. */
export function describe(broker: string, result: ProbeResult): Sighting {
  const bridges = result.outcome === 'found' ? result.bridges : [];
  return { broker, outcome: result.outcome, bridges, words: wordsFor(hostOf(broker), result) };
}

const PROBLEMS: Readonly<Record<Extract<ProbeResult, { outcome: 'no-broker' }>['problem'], string>> = {
  'unknown-host': 'No machine of that name was found. Check the spelling, or use its number, like 192.168.1.20.',
  refused: 'The machine is there, but no MQTT broker answers on it. Is the broker started?',
  unreachable: 'The machine cannot be reached from here. Is it on the same network?',
  silent: 'Nothing answered in time. Is the machine switched on, and the number after the colon right?',
  tls: 'The broker’s certificate is not accepted. Use an address that begins with mqtt:// if your broker offers one.',
};

function wordsFor(host: string, result: ProbeResult): string {
  switch (result.outcome) {
    case 'found':
      return result.bridges.map((bridge) => bridgeWords(bridge, host)).join(' ');
    case 'no-zigbee2mqtt':
      return `An MQTT broker answers at ${host}, but Zigbee2MQTT has not said a word there. Is Zigbee2MQTT started?`;
    case 'login':
      return `The MQTT broker at ${host} asks for a name and a password, and did not accept what it got.`;
    case 'no-broker':
      return PROBLEMS[result.problem];
  }
}

function bridgeWords({ devices, isOnline, baseTopic }: FoundBridge, host: string): string {
  const which = baseTopic === 'zigbee2mqtt' ? 'Zigbee2MQTT' : `Zigbee2MQTT (${baseTopic})`;
  const count = devices === undefined ? '' : ` with ${devices} ${devices === 1 ? 'device' : 'devices'}`;
  return `${which}${count} at ${host}${isOnline === false ? ', which is not running just now' : ''}.`;
}
