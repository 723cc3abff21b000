import { brokerAddress } from './broker-address.ts';
import { isJson, listOf, textOf } from './payload.ts';
import type { Json } from './payload.ts';

/** Where an MQTT broker usually is. Only these few names are asked: nobody's network is searched. */
const USUAL_PLACES: readonly string[] = [
  '127.0.0.1',
  'homeassistant.local',
  'mosquitto.local',
  'zigbee2mqtt.local',
  'raspberrypi.local',
  'homeassistant',
  'mosquitto',
];

/** An address to look at, and how it came to mind. */
export interface LikelyBroker {
  readonly broker: string;
  /** Another plugin of this Homebridge already uses it. */
  readonly usedBy?: string;
}

/**
 * Lists the brokers worth a look: those that other plugins of this Homebridge use, then the usual places.
 *
 * @param homebridge Homebridge's whole configuration; only addresses are read from it.
 */
export function likelyBrokers(homebridge: unknown): readonly LikelyBroker[] {
  const platforms = isJson(homebridge) ? listOf(homebridge['platforms']) : [];
  const used = platforms.flatMap((platform) =>
    addressesOf(platform).map((broker) => ({
      broker,
      usedBy: textOf(platform, 'name') ?? String(platform['platform']),
    })),
  );
  const all = [...used, ...USUAL_PLACES.map((place): LikelyBroker => ({ broker: brokerAddress(place) }))];
  return all.filter(({ broker }, index) => all.findIndex((other) => other.broker === broker) === index).slice(0, 12);
}

/** Plugins write it as `mqtt: {server}`, `mqttServer`, `mqttUrl` or `broker`. */
function addressesOf(platform: Json): readonly string[] {
  const mqtt = isJson(platform['mqtt']) ? platform['mqtt'] : {};
  const sources = listOf(platform['sources']);
  const texts = [
    ...['server', 'broker', 'url', 'host'].map((key) => textOf(mqtt, key)),
    ...['mqttServer', 'mqttUrl', 'mqttBroker'].map((key) => textOf(platform, key)),
    ...sources.map((source) => textOf(source, 'broker')),
  ];
  return texts.flatMap((text) => {
    try {
      return text === undefined ? [] : [brokerAddress(text.replace(/\/\/[^/]*@/, '//'))];
    } catch {
      return [];
    }
  });
}
