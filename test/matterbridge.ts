import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChildOutput } from './child-output.ts';
import { follow } from './child-output.ts';
import { freePort } from './homebridge.ts';

export interface MatterbridgeOptions {
  /** Where the plugin is installed: the folder that `packAndInstall` filled. */
  readonly installed: string;
  /** The plugin's configuration; Matterbridge copies its default one when left out. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** A folder that outlives this run, with its pairing; a new one, removed at the end, by default. */
  readonly home?: string;
  /** For a second start of the same bridge. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Matterbridge's own arguments beside the usual ones. */
  readonly extra?: readonly string[];
}

/** A real Matterbridge in a process of its own, with our plugin in it. */
export interface Matterbridge extends ChildOutput {
  readonly port: number;
  readonly passcode: number;
  readonly discriminator: number;
  readonly pid: number;
  /** Its home folder. */
  readonly home: string;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const PLUGIN = 'matterbridge-nightlatch';
const HOST = path.join(import.meta.dirname, 'hosts', 'matterbridge', 'node_modules', 'matterbridge');
const PASSCODE = 34_567_891;
const DISCRIMINATOR = 3_001;
const START_MS = 80_000;

/** Starts Matterbridge on a free port and waits until its bridge is online. */
export async function startMatterbridge(options: MatterbridgeOptions): Promise<Matterbridge> {
  const home = options.home ?? (await mkdtemp(path.join(tmpdir(), 'nightlatch-matterbridge-')));
  const plugin = await installGlobally(options.installed);
  const data = path.join(home, '.matterbridge');
  await mkdir(data, { recursive: true });
  if (options.config) {
    const config = { name: PLUGIN, type: 'DynamicPlatform', ...options.config };
    await writeFile(path.join(data, `${PLUGIN}.config.json`), JSON.stringify(config));
  }
  // Matterbridge keeps its plugins in the folder of npm's global packages.
  const env = { ...process.env, npm_config_prefix: options.installed, ...options.env };
  const launch = (...args: string[]): ReturnType<typeof spawn> =>
    spawn(process.execPath, [path.join(HOST, 'bin', 'matterbridge.js'), '-homedir', home, '-no-ansi', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    });
  if (!existsSync(path.join(data, 'storage'))) {
    const adding = launch('-add', plugin);
    await follow(adding, 'Matterbridge').printed(/Added plugin/, START_MS);
    if (adding.exitCode === null) await once(adding, 'exit');
  }
  const port = options.port ?? (await freePort());
  const bridge = ['-bridge', '-novirtual', '-nosudo', '-frontend', '0', '-port', String(port)];
  const pairing = ['-passcode', String(PASSCODE), '-discriminator', String(DISCRIMINATOR)];
  const child = launch(...bridge, ...pairing, ...(options.extra ?? []));
  const output = follow(child, 'Matterbridge');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    if (options.home === undefined) await rm(home, { recursive: true, force: true });
  };
  try {
    await output.printed(/Server node for Matterbridge is online/, START_MS);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  return {
    port,
    passcode: PASSCODE,
    discriminator: DISCRIMINATOR,
    pid: child.pid ?? 0,
    home,
    ...output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Makes of a folder with the plugin what `npm install --global` of both would have left. @returns The plugin's folder. */
async function installGlobally(installed: string): Promise<string> {
  const modules = path.join(installed, 'lib', 'node_modules');
  if (!existsSync(modules)) {
    await mkdir(path.dirname(modules), { recursive: true });
    await symlink(path.join(installed, 'node_modules'), modules);
    await symlink(HOST, path.join(modules, 'matterbridge'));
  }
  return path.join(modules, PLUGIN);
}
