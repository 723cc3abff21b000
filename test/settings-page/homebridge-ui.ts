import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../mosquitto.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface HomebridgeUiOptions {
  readonly lightingMode: 'light' | 'dark';
  /** Platforms beside the UI's own. */
  readonly platforms?: readonly Readonly<Record<string, unknown>>[];
}

/** A real Homebridge with its UI, run by its own service as people run it. */
export interface HomebridgeUi {
  readonly url: string;
  readonly storage: string;
  /** What it has printed. */
  log(): string;
  /** Homebridge's configuration as it stands on disk. */
  config(): Promise<{ platforms: Record<string, unknown>[] }>;
  stop(): Promise<void>;
}

const START_MS = 40_000;

/** Starts Homebridge's UI on a free port, past its first-run wizard and without a login. The plugin runs from source. */
export async function startHomebridgeUi(options: HomebridgeUiOptions): Promise<HomebridgeUi> {
  const storage = await mkdtemp(join(tmpdir(), 'nightlatch-ui-'));
  const [port, bridgePort] = [await freePort(), await freePort()];
  const { lightingMode, platforms = [] } = options;
  const ui = { platform: 'config', name: 'Config', port, auth: 'none', theme: 'deep-purple', lightingMode };
  const bridge = {
    name: 'Homebridge',
    username: '0E:5E:77:10:65:01',
    port: bridgePort,
    pin: '031-45-154',
    advertiser: 'ciao',
    bind: ['lo'],
  };
  const file = join(storage, 'config.json');
  await writeFile(file, JSON.stringify({ bridge, accessories: [], platforms: [ui, ...platforms] }));
  const main = createRequire(import.meta.url).resolve('homebridge-config-ui-x/package.json');
  const service = join(dirname(main), 'dist', 'bin', 'hb-service.js');
  const flags = [
    '-U',
    storage,
    '-P',
    join(ROOT, 'node_modules'),
    '--strict-plugin-resolution',
    '--stdout',
    '--allow-root',
  ];
  const child = spawn(process.execPath, [service, 'run', ...flags, '--port', String(port)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '--conditions=source --disable-warning=ExperimentalWarning' },
  });
  let said = '';
  const { promise: bridged, resolve: isBridged } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-200_000);
      if (/is running on port/.test(said)) isBridged();
    });
  }
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await rm(storage, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    await setUp(url, () => {
      if (child.exitCode !== null) throw new Error(`Homebridge's UI ended with ${child.exitCode}:\n${said}`);
    });
    // The UI asks for the bridge's pairings, and answers itself with an error before there is a bridge.
    await Promise.race([bridged, tooLate(() => said)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    storage,
    log: () => said,
    config: async () => JSON.parse(await readFile(file, 'utf8')) as { platforms: Record<string, unknown>[] },
    stop,
  };
}

async function tooLate(log: () => string): Promise<never> {
  await pause(START_MS, undefined, { ref: false });
  throw new Error(`Homebridge's bridge did not run within ${START_MS} ms:\n${log()}`);
}

/** Does by its interface what the wizard asks for at the first start: it makes a user. */
async function setUp(url: string, check: () => void): Promise<void> {
  const until = Date.now() + START_MS;
  let token: string | undefined;
  while (token === undefined) {
    check();
    if (Date.now() > until) throw new Error(`Homebridge's UI did not answer within ${START_MS} ms.`);
    token = await wizardToken(url);
    if (token === undefined) await pause(100);
  }
  const answer = await fetch(`${url}/api/setup-wizard/create-first-user`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: 'only-for-tests', name: 'Admin', admin: true }),
  });
  if (!answer.ok) throw new Error(`The first user was refused: ${answer.status}.`);
}

async function wizardToken(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${url}/api/setup-wizard/get-setup-wizard-token`);
    return answer.ok ? ((await answer.json()) as { access_token: string }).access_token : undefined;
  } catch {
    return undefined;
  }
}
