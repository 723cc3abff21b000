import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NightlatchError } from '@nightlatch/model';
import type { DemoPart, PartLine } from './demo-part.ts';
import { freePort } from './free-port.ts';
import { GUARD_MODULE, endChild, ready } from './guarded-child.ts';
import { HOMEBRIDGE_CLIENT, HOME_ID } from './hub-part.ts';
import type { BridgeIdentity } from './identity.ts';

const FIRST_PORT = 51_826;

export interface HomebridgeOptions {
  readonly folder: string;
  readonly identity: BridgeIdentity;
  /** The hub's broker and our password there, once the hub runs. */
  readonly link: () => { readonly broker: string; readonly password: string };
  /** Told when Homebridge ends by itself. */
  readonly onEnd: (why: string) => void;
}

/** A real Homebridge with the plugin, in a process of its own, which joins the hub over MQTT. */
export class HomebridgePart implements DemoPart {
  readonly name = 'Homebridge';
  readonly #options: HomebridgeOptions;
  #child: ChildProcess | undefined;
  #port: number | undefined;

  constructor(options: HomebridgeOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { folder, link, onEnd } = this.#options;
    const port = await freePort(FIRST_PORT);
    const { broker, password } = link();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'config.json'), JSON.stringify(this.#config(port, broker), undefined, 2));
    const log = join(folder, 'homebridge.log');
    const { program, plugin } = locate();
    const child = spawn(
      process.execPath,
      ['--import', GUARD_MODULE, program, '-U', folder, '-P', plugin, '--strict-plugin-resolution', '-Q'],
      {
        // Its own process group: a terminal's Ctrl-C reaches us alone, and we end it in our order.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...process.env, NIGHTLATCH_SECRET_HOMEBRIDGE: password },
      },
    );
    this.#child = child;
    const file = createWriteStream(log);
    for (const stream of [child.stdout, child.stderr]) stream?.pipe(file, { end: false });
    await ready(child, { name: 'Homebridge', line: / is running on port \d+/, log });
    this.#port = port;
    child.once('exit', (code) => {
      if (this.#child !== child) return;
      this.#port = undefined;
      onEnd(`Homebridge ended by itself (${code ?? 'killed'}): see ${log}`);
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#port = undefined;
    await endChild(child);
  }

  lines(): readonly PartLine[] {
    if (this.#port !== undefined) return [{ label: 'Homebridge', text: `port ${this.#port}`, tone: 'good' }];
    return [{ label: 'Homebridge', text: 'not running', tone: 'bad' }];
  }

  /** The process, for whoever must know that it ended. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  #config(port: number, broker: string): object {
    const { username, pin, setupId } = this.#options.identity;
    return {
      bridge: { name: `Nightlatch ${setupId}`, username, port, pin, setupID: setupId, advertiser: 'ciao' },
      accessories: [],
      platforms: [
        {
          platform: 'Nightlatch',
          name: 'Nightlatch',
          home: { id: HOME_ID, name: 'Demonstration' },
          link: {
            role: 'join',
            broker,
            client: HOMEBRIDGE_CLIENT,
            username: HOMEBRIDGE_CLIENT,
            password: { secret: 'homebridge' },
          },
        },
      ],
    };
  }
}

/** Finds Homebridge and the plugin where they are installed. @throws NightlatchError when they are not. */
function locate(): { readonly program: string; readonly plugin: string } {
  const { resolve } = createRequire(import.meta.url);
  try {
    return {
      program: join(dirname(resolve('homebridge')), '..', 'bin', 'homebridge.js'),
      plugin: join(dirname(resolve('homebridge-nightlatch')), '..'),
    };
  } catch (cause) {
    const remedy = 'run the demonstration in a checkout of the project, with npm start';
    throw new NightlatchError('homebridge-missing', `Homebridge and its plugin are not installed: ${remedy}.`, {
      cause,
    });
  }
}
