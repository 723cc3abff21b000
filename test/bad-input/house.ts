import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RemoteHome } from '@nightlatch/link/client';
import { openRemoteHome } from '@nightlatch/link/client';
import type { CommandResult, Log } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { publishHouse } from '../../bench/zigbee-house.ts';
import type { HubProcess } from '../hub-process/hub-process.ts';
import { startHubProcess } from '../hub-process/hub-process.ts';
import { startMosquitto } from '../mosquitto.ts';
import { BRIDGE_USER } from './kind.ts';
import { TRUSTED } from './link-kinds.ts';
import { Witness } from './witness.ts';
import { ZIGBEE_HOUSE } from './zigbee-kinds.ts';

const PASSWORD = 'a-word-of-passage';
const HUB_USER = 'hub';
const OBSERVER = 'observer';
const PHONE = 'phone';
const silent: Log = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

export interface BadHouseOptions {
  /** Which broker the home is served on; Zigbee2MQTT has Mosquitto in any case. */
  readonly broker: 'mosquitto' | 'embedded';
  /** Clients of the home that send what is bad, and those who may write a partition's words. */
  readonly clients: readonly string[];
  readonly switches: readonly string[];
}

/** What someone sent as a command got back. */
export interface Answer {
  readonly id: string;
  readonly ok: boolean;
  readonly reason?: string;
}

/** A house with everyone who talks to it. */
export interface BadHouse {
  readonly hub: HubProcess;
  readonly witness: Witness;
  readonly home: RemoteHome;
  /** Connections by user, each logged in under its own name. */
  readonly connections: ReadonlyMap<string, MqttClient>;
  readonly answers: ReadonlyMap<string, readonly Answer[]>;
  /** Devices that the home shows. */
  devices(): readonly string[];
  /** Opens or closes the front door. */
  door(state: 'open' | 'closed'): Promise<void>;
  arm(): Promise<CommandResult>;
  /** Disarms from a client that counts as HomeKit, which needs no code and which no lockout stops. */
  disarm(): Promise<CommandResult>;
  close(): Promise<void>;
}

/** Opens a house whose hub is a process of its own, with real brokers in between. */
export async function openBadHouse(options: BadHouseOptions): Promise<BadHouse> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    return await furnish(options, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function furnish(
  { broker, clients, switches }: BadHouseOptions,
  closing: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<BadHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'nightlatch-bad-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const names = [...clients, TRUSTED, PHONE, OBSERVER];
  const users = Object.fromEntries([BRIDGE_USER, HUB_USER, ...names].map((name) => [name, PASSWORD]));
  const aclFile = join(folder, 'acl');
  await writeFile(aclFile, accessList(switches));
  const mosquitto = await startMosquitto({ users, aclFile, lines: ['max_queued_messages 0'] });
  closing.push(() => mosquitto.stop());
  /* Mosquitto hangs up on who writes where they may not: they come back at once. */
  const login = { password: PASSWORD, clean: true, reconnectPeriod: 20 };
  const bridge = await connectAsync(mosquitto.url, { ...login, username: BRIDGE_USER });
  closing.push(() => bridge.endAsync(true));
  await publishHouse(bridge, ZIGBEE_HOUSE);
  const secret = { secret: 'broker' };
  const hub = await startHubProcess({
    dataDir: join(folder, 'data'),
    env: { NIGHTLATCH_SECRET_BROKER: PASSWORD, NIGHTLATCH_SECRET_ANA: '258014' },
    config: {
      sources: [{ type: 'zigbee2mqtt', broker: mosquitto.url, username: BRIDGE_USER, password: secret }],
      link: {
        role: 'host',
        ...(broker === 'embedded'
          ? { broker, port: 0 }
          : { broker: mosquitto.url, username: HUB_USER, password: secret }),
        clients: names.map((name) => ({ name, password: secret, ...(name === TRUSTED ? { origin: 'homekit' } : {}) })),
      },
      users: [{ name: 'Ana', code: { secret: 'ana' } }],
      policy: { settleSeconds: 0 },
    },
  });
  closing.push(async () => hub.exitCode ?? (await hub.stop()));
  const [url = mosquitto.url] = hub.addresses;
  const remote = (client: string): Promise<RemoteHome> =>
    openRemoteHome({ broker: url, home: 'home', client, password: new SecretText(PASSWORD), log: silent });
  const [home, phone, trusted] = await Promise.all([remote(OBSERVER), remote(PHONE), remote(TRUSTED)]);
  closing.push(() => Promise.all([home, phone, trusted].map((one) => one.close())));
  const reader = await connectAsync(url, { ...login, username: OBSERVER });
  closing.push(() => reader.endAsync(true));
  const witness = await Witness.open(reader, home, [phone, trusted]);
  await witness.until('the house is known, at rest and online', () => isAtRest(home) && isOnline(phone, trusted));

  const connections = new Map([[BRIDGE_USER, bridge]]);
  const answers = new Map<string, Answer[]>();
  for (const name of clients) {
    const client = await connectAsync(url, { ...login, username: name });
    closing.push(() => client.endAsync(true));
    const received: Answer[] = [];
    client.on('message', (_, payload) => received.push(JSON.parse(payload.toString()) as Answer));
    await client.subscribeAsync(`nightlatch/home/result/${name}`, { qos: 1 });
    connections.set(name, client);
    answers.set(name, received);
  }
  return {
    hub,
    witness,
    home,
    connections,
    answers,
    devices: () => [...home.snapshot.devices.values()].map(({ name }) => name).toSorted(),
    door: async (state) => {
      await bridge.publishAsync('zigbee2mqtt/contact 1', JSON.stringify({ contact: state === 'closed' }), { qos: 1 });
    },
    arm: () => phone.execute({ type: 'arm', mode: 'home' }),
    disarm: () => trusted.execute({ type: 'disarm' }),
    close,
  };
}

function isAtRest({ snapshot }: RemoteHome): boolean {
  const devices = [...snapshot.devices.values()];
  const doors = devices.filter(({ name }) => name.startsWith('contact'));
  return (
    devices.every(({ available }) => available === true) &&
    doors.length === ZIGBEE_HOUSE.contact &&
    doors.every((door) => door.values.contact?.value === 'closed')
  );
}

function isOnline(...homes: readonly RemoteHome[]): boolean {
  return homes.every(({ snapshot }) => snapshot.link === 'online');
}

/** The rules of `examples/mosquitto/nightlatch.acl`, and Zigbee2MQTT's own. */
function accessList(switches: readonly string[]): string {
  return [
    `user ${BRIDGE_USER}`,
    'topic readwrite #',
    `user ${HUB_USER}`,
    'topic readwrite nightlatch/home/#',
    ...switches.flatMap((name) => [`user ${name}`, 'topic write nightlatch/home/partition/+/set']),
    'pattern write nightlatch/home/command/%u',
    'pattern read nightlatch/home/result/%u',
    ...['status', 'event', 'device/#', 'partition/+', 'partition/+/state', 'partition/+/hazard/+'].map(
      (topic) => `pattern read nightlatch/home/${topic}`,
    ),
    '',
  ].join('\n');
}
