import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StoredDevice } from './definitions.ts';
import { listDevices } from './definitions.ts';

/** A device that Zigbee2MQTT knows from the start: the model as its definition names it. */
export interface HouseDevice {
  readonly model: string;
  readonly name: string;
  /** Further options of the device in Zigbee2MQTT's configuration, such as `retain: true`. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Zigbee2MqttOptions {
  readonly brokerUrl: string;
  readonly baseTopic?: string;
  readonly username?: string;
  readonly password?: string;
  /** A folder that outlives this run; a new one, removed at the end, by default. */
  readonly dataDir?: string;
  readonly devices: readonly HouseDevice[];
  readonly availability?: boolean;
  readonly homeAssistant?: boolean;
}

/** A frame as a device sends it. Buffers in `payload` are written as arrays of bytes. */
export interface Frame {
  readonly cluster: string;
  readonly command: string;
  readonly payload: unknown;
  readonly endpoint?: number;
  /** Sent by a remote or keypad, which is the client of its cluster. */
  readonly toServer?: boolean;
  readonly manufacturerCode?: number;
}

/** A device that is not known yet, as its interview will find it. */
export interface JoiningDevice {
  readonly ieee: string;
  readonly address: number;
  readonly type: 'EndDevice' | 'Router';
  readonly manufacturerCode: number;
  readonly endpoints: Readonly<
    Record<
      number,
      {
        readonly deviceId: number;
        readonly inputs: readonly number[];
        readonly outputs?: readonly number[];
        readonly attributes: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

/** A frame that Zigbee2MQTT sent to a device. */
export interface SentFrame {
  readonly address: number;
  readonly endpoint: number;
  readonly cluster: string;
  readonly command: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** How a device misbehaves. */
export interface Behaviour {
  /** It cannot be reached. */
  readonly dead?: boolean;
  /** A lock whose bolt stops half way. */
  readonly jam?: boolean;
  /** A lock that accepts the order and never moves. */
  readonly stuck?: boolean;
}

/** The real Zigbee2MQTT in a process of its own, with a radio that does as the test says. */
export interface Zigbee2Mqtt {
  readonly pid: number;
  /** The IEEE address of a device by its name. */
  ieee(name: string): string;
  /** Sends a frame from a device. @returns The frame's sequence number, which keypads call their transaction. */
  send(name: string, frame: Frame): Promise<number>;
  join(device: JoiningDevice): Promise<void>;
  leave(name: string): Promise<void>;
  define(name: string, behaviour: Behaviour): Promise<void>;
  /** Every frame that was sent to a device, the oldest first. */
  sent(name: string): Promise<readonly SentFrame[]>;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const START_MS = 60_000;
const HOME = path.dirname(createRequire(import.meta.url).resolve('zigbee2mqtt/package.json'));
const RADIO = fileURLToPath(new URL('fake-radio.cjs', import.meta.url));
const COORDINATOR = {
  id: 1,
  type: 'Coordinator',
  ieeeAddr: '0x00124b0000000001',
  nwkAddr: 0,
  manufId: 0,
  epList: [1],
  endpoints: {
    1: {
      profId: 260,
      epId: 1,
      devId: 5,
      inClusterList: [],
      outClusterList: [],
      clusters: {},
      binds: [],
      configuredReportings: [],
      meta: {},
    },
  },
  interviewCompleted: true,
  interviewState: 'SUCCESSFUL',
  meta: {},
};

/** Starts the real Zigbee2MQTT, without a radio, and waits until it says that it has started. */
export async function startZigbee2Mqtt(options: Zigbee2MqttOptions): Promise<Zigbee2Mqtt> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'nightlatch-zigbee2mqtt-')));
  const addresses = await furnish(dataDir, options);
  const child = fork(path.join(HOME, 'index.js'), [], {
    cwd: dataDir, // Outside of any git checkout, whose revision it would take for its own.
    execArgv: ['--require', RADIO],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { PATH: process.env['PATH'] ?? '', ZIGBEE2MQTT_DATA: dataDir, ZIGBEE2MQTT_HOME: HOME },
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await hasStarted(child);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  const call = caller(child);
  const address = (name: string): { readonly ieee: string; readonly address: number } => {
    const known = addresses.get(name);
    if (!known) throw new Error(`There is no device ${name} in the house.`);
    return known;
  };
  return {
    pid: child.pid ?? 0,
    ieee: (name) => address(name).ieee,
    send: async (name, frame) =>
      (await call('send', {
        endpoint: endpointOf(name, addresses),
        ...frame,
        address: address(name).address,
      })) as number,
    join: async (device) => {
      addresses.set(device.ieee, { ieee: device.ieee, address: device.address, endpoint: 1 });
      await call('join', device);
    },
    leave: async (name) => void (await call('leave', address(name))),
    define: async (name, behaviour) => void (await call('define', { address: address(name).address, ...behaviour })),
    sent: async (name) =>
      ((await call('sent')) as readonly SentFrame[]).filter((frame) => frame.address === address(name).address),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

interface Address {
  readonly ieee: string;
  readonly address: number;
  readonly endpoint: number;
}

function endpointOf(name: string, addresses: ReadonlyMap<string, Address>): number {
  return addresses.get(name)?.endpoint ?? 1;
}

/** Writes the configuration and the database of a house. A folder that has them already is left as it is. */
async function furnish(dataDir: string, options: Zigbee2MqttOptions): Promise<Map<string, Address>> {
  const addresses = new Map<string, Address>();
  const lines: unknown[] = [COORDINATOR];
  const configured: Record<string, unknown> = {};
  for (const [index, { name, device, own }] of (await residents(options.devices)).entries()) {
    const id = index + 2;
    const ieee = `0x00124b01${id.toString(16).padStart(8, '0')}`;
    addresses.set(name, { ieee, address: id, endpoint: device.epList.at(-1) ?? 1 });
    lines.push({ id, ...device, ieeeAddr: ieee, nwkAddr: id, lastSeen: Date.now() });
    configured[ieee] = { friendly_name: name, ...own };
  }
  await writeFile(path.join(dataDir, 'database.db'), lines.map((line) => JSON.stringify(line)).join('\n'));
  await writeFile(path.join(dataDir, 'configuration.yaml'), JSON.stringify(configuration(options, configured)));
  return addresses;
}

interface Resident {
  readonly name: string;
  readonly device: StoredDevice['device'];
  readonly own: Readonly<Record<string, unknown>>;
}

async function residents(devices: Zigbee2MqttOptions['devices']): Promise<readonly Resident[]> {
  const stored = new Map(
    (await listDevices(devices.map(({ model }) => model))).map((entry) => [entry.model, entry.device]),
  );
  return devices.map(({ model, name, options = {} }) => {
    const device = stored.get(model);
    if (!device) throw new Error(`zigbee-herdsman-converters has no definition ${model}.`);
    return { name, device, own: options };
  });
}

/** JSON is YAML. */
function configuration(options: Zigbee2MqttOptions, devices: Readonly<Record<string, unknown>>): unknown {
  return {
    version: 5,
    homeassistant: { enabled: options.homeAssistant ?? false },
    frontend: { enabled: false },
    availability: { enabled: options.availability ?? false },
    mqtt: {
      base_topic: options.baseTopic ?? 'zigbee2mqtt',
      server: options.brokerUrl,
      ...(options.username === undefined ? {} : { user: options.username, password: options.password }),
    },
    serial: { port: '/dev/null', adapter: 'zstack' },
    advanced: {
      log_level: 'info',
      log_output: ['console'],
      network_key: [1, 3, 5, 7, 9, 11, 13, 15, 0, 2, 4, 6, 8, 10, 12, 13],
      pan_id: 6754,
      ext_pan_id: [221, 221, 221, 221, 221, 221, 221, 221],
      channel: 11,
    },
    ota: { disable_automatic_update_check: true },
    devices,
  };
}

async function hasStarted(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const tell = (what: string): void => reject(new Error(`${what}:\n${said.slice(-30).join('\n')}`));
    const timer = setTimeout(() => tell(`Zigbee2MQTT did not start within ${START_MS / 1000} s`), START_MS);
    child.once('exit', (code) => tell(`Zigbee2MQTT ended with ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (said.push(line) > 200) said.shift();
        if (!/Zigbee2MQTT started!/.test(line)) return;
        clearTimeout(timer);
        resolve();
      });
    }
  });
}

/** Asks the radio for something and waits for its answer. */
function caller(child: ChildProcess): (verb: string, body?: unknown) => Promise<unknown> {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', (message) => {
    const { id, result, error } = message as { id: number; result?: unknown; error?: string };
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('Zigbee2MQTT has ended.'));
  });
  return (verb, body = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      child.send({ id, verb, body });
    });
}
