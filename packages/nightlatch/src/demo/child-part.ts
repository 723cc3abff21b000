import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { NightlatchError } from '@nightlatch/model';
import type { DemoPart, PartLine } from './demo-part.ts';
import { GUARD_MODULE, endChild, ready } from './guarded-child.ts';

/** A program, ready to be started. */
export interface ChildProgram {
  /** Its script and what it is told. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The line by which it says that it is ready. */
  readonly readyLine: RegExp;
  /** Where everything that it says is kept. */
  readonly log: string;
  /** What the screen says of where it is. */
  readonly address: string;
}

export interface ChildPartOptions {
  readonly name: string;
  /** Finds the program and writes what it needs. */
  readonly prepare: () => Promise<ChildProgram>;
  /** Told when the program ends by itself. */
  readonly onEnd: (why: string) => void;
}

/** What a part that joins the hub in a process of its own is given. */
export interface JoiningOptions {
  readonly folder: string;
  /** The hub's broker and our password there, once the hub runs. */
  readonly link: () => { readonly broker: string; readonly password: string };
  readonly onEnd: ChildPartOptions['onEnd'];
}

/** A real program in a process of its own, which ends with us however we end. */
export class ChildPart implements DemoPart {
  readonly name: string;
  readonly #options: ChildPartOptions;
  #child: ChildProcess | undefined;
  #address: string | undefined;

  constructor(options: ChildPartOptions) {
    this.name = options.name;
    this.#options = options;
  }

  async start(): Promise<void> {
    const { name, prepare, onEnd } = this.#options;
    const { args, env = {}, readyLine, log, address } = await prepare();
    const child = spawn(process.execPath, ['--import', GUARD_MODULE, ...args], {
      // Its own process group: a terminal's Ctrl-C reaches us alone, and we end it in our order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env },
    });
    this.#child = child;
    const file = createWriteStream(log);
    for (const stream of [child.stdout, child.stderr]) stream?.pipe(file, { end: false });
    await ready(child, { name, line: readyLine, log });
    this.#address = address;
    child.once('exit', (code) => {
      if (this.#child !== child) return;
      this.#address = undefined;
      onEnd(`${name} ended by itself (${code ?? 'killed'}): see ${log}`);
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#address = undefined;
    await endChild(child);
  }

  lines(): readonly PartLine[] {
    const address = this.#address;
    if (address === undefined) return [{ label: this.name, text: 'not running', tone: 'bad' }];
    return [{ label: this.name, text: address, tone: 'good' }];
  }
}

/**
 * Finds what is installed beside us.
 *
 * @param find Asks for it with `resolve`, as `require.resolve`.
 * @throws NightlatchError when it is not installed.
 */
export function locate<T>(what: string, find: (resolve: (id: string) => string) => T): T {
  try {
    return find(createRequire(import.meta.url).resolve);
  } catch (cause) {
    const remedy = 'run the demonstration in a checkout of the project, with npm start';
    throw new NightlatchError('demo-incomplete', `${what} are not installed: ${remedy}.`, { cause });
  }
}
