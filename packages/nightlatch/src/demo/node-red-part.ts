import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NightlatchError } from '@nightlatch/model';
import type { DemoPart, PartLine } from './demo-part.ts';
import { freePort } from './free-port.ts';
import { GUARD_MODULE, endChild, ready } from './guarded-child.ts';
import { writeNodeRedFolder } from './node-red-folder.ts';

const FIRST_PORT = 1880;

export interface NodeRedOptions {
  readonly folder: string;
  /** The hub's broker and our password there, once the hub runs. */
  readonly link: () => { readonly broker: string; readonly password: string };
  /** Told when Node-RED ends by itself. */
  readonly onEnd: (why: string) => void;
}

/** A real Node-RED with the palette and its example flows, in a process of its own, which joins the hub over MQTT. */
export class NodeRedPart implements DemoPart {
  readonly name = 'Node-RED';
  readonly #options: NodeRedOptions;
  #child: ChildProcess | undefined;
  #port: number | undefined;

  constructor(options: NodeRedOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { folder, link, onEnd } = this.#options;
    const { program, palette } = locate();
    const port = await freePort(FIRST_PORT, '127.0.0.1');
    mkdirSync(folder, { recursive: true });
    const settings = writeNodeRedFolder({ folder, palette, port, ...link() });
    const log = join(folder, 'node-red.log');
    const child = spawn(process.execPath, ['--import', GUARD_MODULE, program, '-u', folder, '-s', settings], {
      // Its own process group: a terminal's Ctrl-C reaches us alone, and we end it in our order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    const file = createWriteStream(log);
    for (const stream of [child.stdout, child.stderr]) stream?.pipe(file, { end: false });
    await ready(child, { name: 'Node-RED', line: /Started flows/, log });
    this.#port = port;
    child.once('exit', (code) => {
      if (this.#child !== child) return;
      this.#port = undefined;
      onEnd(`Node-RED ended by itself (${code ?? 'killed'}): see ${log}`);
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#port = undefined;
    await endChild(child);
  }

  lines(): readonly PartLine[] {
    if (this.#port === undefined) return [{ label: 'Node-RED', text: 'not running', tone: 'bad' }];
    return [{ label: 'Node-RED', text: `http://127.0.0.1:${this.#port}`, tone: 'good' }];
  }
}

/** Finds Node-RED and the palette where they are installed. @throws NightlatchError when they are not. */
function locate(): { readonly program: string; readonly palette: string } {
  const { resolve } = createRequire(import.meta.url);
  try {
    return {
      program: join(dirname(resolve('node-red/package.json')), 'red.js'),
      palette: dirname(resolve('@nightlatch/node-red/package.json')),
    };
  } catch (cause) {
    const remedy = 'run the demonstration in a checkout of the project, with npm start';
    throw new NightlatchError('node-red-missing', `Node-RED and its palette are not installed: ${remedy}.`, { cause });
  }
}
