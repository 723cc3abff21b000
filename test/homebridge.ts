import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChildOutput } from './child-output.ts';
import { follow } from './child-output.ts';

export interface HomebridgeOptions {
  /** The folder of the plugin itself, or a `node_modules` folder that it is installed in. Our live source by default. */
  readonly plugins?: string;
  /** The platform's block in Homebridge's configuration; none when left out. */
  readonly platformConfig?: Readonly<Record<string, unknown>>;
  /** A storage folder that outlives this run; a new one, removed at the end, by default. */
  readonly storage?: string;
  /** For a second start of the same bridge: its port and id. */
  readonly identity?: Pick<Homebridge, 'port' | 'username'>;
  /** Node's own arguments, such as `--conditions=source`. */
  readonly nodeArguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Port of its own Matter bridge, which is off by default. */
  readonly matterPort?: number;
}

/** A real Homebridge in a process of its own. */
export interface Homebridge extends ChildOutput {
  readonly port: number;
  readonly username: string;
  readonly pin: string;
  readonly pid: number;
  readonly storage: string;
  /** Asks it to end and waits. @returns Its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const START_MS = 25_000;
/** matter.js alone takes seconds to load. */
const START_WITH_MATTER_MS = 60_000;
const PIN = '031-45-154';
let started = 0;

/** Starts Homebridge on a free port of this machine and waits until its bridge listens. */
export async function startHomebridge(options: HomebridgeOptions): Promise<Homebridge> {
  const storage = options.storage ?? (await mkdtemp(path.join(tmpdir(), 'nightlatch-homebridge-')));
  await mkdir(storage, { recursive: true });
  const port = options.identity?.port ?? (await freePort());
  const username = options.identity?.username ?? newUsername();
  const config = {
    bridge: {
      name: `Test ${username.slice(-5).replace(':', '')}`,
      username,
      port,
      pin: PIN,
      advertiser: 'ciao',
      // A Matter bridge and its controllers find each other by multicast, which loopback has not.
      ...(options.matterPort === undefined ? { bind: ['lo'] } : { matter: { port: options.matterPort } }),
    },
    accessories: [],
    platforms: options.platformConfig ? [options.platformConfig] : [],
  };
  await writeFile(path.join(storage, 'config.json'), JSON.stringify(config));
  const nodeArguments = options.nodeArguments ?? (options.plugins === undefined ? LIVE : []);
  const child = spawn(
    process.execPath,
    [
      ...nodeArguments,
      homebridgeBin(),
      '-U',
      storage,
      '-P',
      options.plugins ?? (await livePlugin(storage)),
      '--strict-plugin-resolution',
      '-T',
      '-Q',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } },
  );
  const output = follow(child, 'Homebridge');
  const cleanUp = async (): Promise<void> => {
    if (options.storage === undefined) await rm(storage, { recursive: true, force: true });
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    await cleanUp();
    return child.exitCode;
  };
  try {
    const patience = options.matterPort === undefined ? START_MS : START_WITH_MATTER_MS;
    await output.printed(/\(HAP .* is running on port/, patience);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return {
    port,
    username,
    pin: PIN,
    pid: child.pid ?? 0,
    storage,
    ...output,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
}

/** Node's arguments under which every package of ours is its source. */
const LIVE = ['--conditions=source', '--disable-warning=ExperimentalWarning'];

/** Makes a plugin folder whose code is our source as it stands, so that nothing need be built. */
async function livePlugin(storage: string): Promise<string> {
  const plugin = path.join(import.meta.dirname, '..', 'packages', 'homebridge-nightlatch');
  const { exports: _, ...manifest } = JSON.parse(await readFile(path.join(plugin, 'package.json'), 'utf8')) as {
    exports: unknown;
  };
  const folder = path.join(storage, 'live', 'homebridge-nightlatch');
  await mkdir(folder, { recursive: true });
  const main = path.relative(folder, path.join(plugin, 'src', 'index.ts'));
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, main }));
  return folder;
}

/** Finds a port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The probe for a free port has no address.');
  return address.port;
}

function homebridgeBin(): string {
  const main = createRequire(import.meta.url).resolve('homebridge');
  return path.join(path.dirname(main), '..', 'bin', 'homebridge.js');
}

/** A bridge id that no other test of this run has. */
function newUsername(): string {
  started += 1;
  const bytes = [process.pid >> 8, process.pid, Date.now() >> 8, Date.now(), started];
  return ['0E', ...bytes.map((byte) => (byte & 0xff).toString(16).padStart(2, '0').toUpperCase())].join(':');
}
