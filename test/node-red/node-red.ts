import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { follow } from '../child-output.ts';
import { freePort } from '../homebridge.ts';
import { Comms } from './comms.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const START_MS = 30_000;

export interface NodeRedOptions {
  /** A `node_modules` folder that the palette is installed in; our built package, with live source below it, by default. */
  readonly modules?: string;
  /** A user folder that outlives this run; a new one, removed at the end, by default. */
  readonly userDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs on the packages as they are published, and not on live source. */
  readonly isBuilt?: boolean;
  /** Further options of Node. */
  readonly nodeOptions?: readonly string[];
  /** Settings of Node-RED beside the usual ones, as JSON can hold them. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A node of a flow, as Node-RED keeps it. */
export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

export type DeployKind = 'full' | 'flows' | 'nodes' | 'reload';

/** A real Node-RED in a process of its own, driven over its admin API. */
export interface NodeRed {
  readonly url: string;
  readonly userDir: string;
  readonly pid: number;
  /** Every line it has printed. */
  readonly log: readonly string[];
  /** What its editor hears: badges and debug messages. */
  readonly comms: Comms;
  /** Deploys flows and waits until they run. @throws When Node-RED refuses them. */
  deploy(flows: readonly FlowNode[], kind?: DeployKind): Promise<void>;
  /** Presses an inject node's button, or calls it with a message of the test's. */
  inject(node: string, message?: object): Promise<void>;
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<Response>;
  printed(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Asks it to end and waits. @returns Its exit code. */
  stop(): Promise<number | null>;
}

/** Quiet, on loopback, and without calls to the outside. */
const SETTINGS = {
  uiHost: '127.0.0.1',
  flowFile: 'flows.json',
  credentialSecret: 'only-for-tests',
  debugMaxLength: 100_000,
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { tours: false, palette: { catalogues: [] }, projects: { enabled: false } },
  externalModules: { palette: { allowInstall: false } },
  runtimeState: { enabled: true },
};

/** Starts Node-RED on a free port and waits until its flows have started. */
export async function startNodeRed(options: NodeRedOptions = {}): Promise<NodeRed> {
  const userDir = options.userDir ?? (await mkdtemp(join(tmpdir(), 'nightlatch-node-red-')));
  if (options.modules === undefined) await linkPalette(userDir);
  const port = await freePort();
  const settings = { ...SETTINGS, ...options.settings, uiPort: port };
  await writeFile(join(userDir, 'settings.cjs'), `module.exports = ${JSON.stringify(settings)};\n`);
  const program = join(createRequire(import.meta.url).resolve('node-red/package.json'), '..', 'red.js');
  const isLive = options.modules === undefined && options.isBuilt !== true;
  const live = isLive ? ['--conditions=source', '--disable-warning=ExperimentalWarning'] : [];
  const node = [...live, ...(options.nodeOptions ?? [])];
  if (options.modules) await symlink(options.modules, join(userDir, 'node_modules'), 'dir').catch(isThereAlready);
  const child = spawn(process.execPath, [...node, program, '-u', userDir, '-s', join(userDir, 'settings.cjs')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const output = follow(child, 'Node-RED');
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    }
    if (options.userDir === undefined) await rm(userDir, { recursive: true, force: true, maxRetries: 10 });
    return child.exitCode;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await output.printed(/Server now running at/, START_MS);
    await output.printed(/Started flows/, START_MS);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  const comms = await Comms.open(url);
  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    url,
    userDir,
    pid: child.pid ?? 0,
    ...output,
    comms,
    post,
    async deploy(flows, kind = 'full') {
      const started = comms.next((frame) => frame.topic === 'notification/runtime-deploy');
      const headers = { 'Node-RED-API-Version': 'v2', 'Node-RED-Deployment-Type': kind };
      const answer = await post('/flows', { flows }, headers);
      if (!answer.ok) throw new Error(`Node-RED refused the flows: ${answer.status} ${await answer.text()}`);
      await started;
    },
    async inject(node, message) {
      const answer = await post(
        `/inject/${node}`,
        message === undefined ? {} : { __user_inject_props__: props(message) },
      );
      if (!answer.ok) throw new Error(`Node-RED has no inject node ${node}: ${answer.status}`);
    },
    async get(path) {
      const answer = await fetch(`${url}${path}`, { headers: { accept: 'application/json' } });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      return (await answer.json()) as unknown;
    },
    async stop() {
      comms.close();
      return await end('SIGTERM');
    },
  };
}

/** What the inject node takes in place of its own properties. */
function props(message: object): object[] {
  return Object.entries(message).map(([p, value]) => ({
    p,
    v: typeof value === 'string' ? value : JSON.stringify(value),
    vt: typeof value === 'string' ? 'str' : 'json',
  }));
}

/** Installs the palette in a user folder as `npm install <folder>` does: by a link. */
async function linkPalette(userDir: string): Promise<void> {
  const palette = join(ROOT, 'packages', 'node-red');
  execFileSync(process.execPath, [join(palette, 'build.mjs')], { stdio: 'inherit' });
  await mkdir(join(userDir, 'node_modules', '@nightlatch'), { recursive: true });
  await symlink(palette, join(userDir, 'node_modules', '@nightlatch', 'node-red'), 'dir').catch(isThereAlready);
  await writeFile(
    join(userDir, 'package.json'),
    JSON.stringify({ private: true, dependencies: { '@nightlatch/node-red': '*' } }),
  );
}

/** A user folder that was used before has its palette. */
function isThereAlready(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
