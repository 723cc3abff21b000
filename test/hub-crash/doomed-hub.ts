import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CommandResult, HomeChange } from '@nightlatch/model';
import type { Random } from '../bad-input/random.ts';
import type { Asked, Left, Standing } from './busy-hub.ts';
import { CODES } from './busy-hub.ts';

/** What a hub gave out before it was killed. */
export interface Acknowledged {
  readonly answers: ReadonlyMap<string, CommandResult>;
  readonly changes: ReadonlyMap<number, HomeChange>;
  /** Answers to silent calls for help. */
  readonly silent: number;
  /** How it stood when it had opened; undefined where it was killed before. */
  readonly opened?: Standing;
}

/** Commands under way at once. */
const AT_ONCE = 4;
let lastId = 0;

/** A busy hub in a process of its own, loaded ahead of time so that a kill costs no start of Node. */
export class DoomedHub {
  readonly #process: ChildProcess;
  readonly #loaded: Promise<unknown>;
  readonly #answers = new Map<string, CommandResult>();
  readonly #changes = new Map<number, HomeChange>();
  readonly #silentIds = new Set<string>();
  #opened: Acknowledged['opened'];
  #onLeft: () => void = () => undefined;
  #problem: string | undefined;
  #random: Random | undefined;
  #isKilled = false;

  constructor() {
    this.#process = fork(join(import.meta.dirname, 'busy-hub.ts'), [], {
      execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#loaded = once(this.#process, 'message');
    this.#process.on('message', (left: Left) => this.#take(left));
  }

  /**
   * Opens the house, has it do this and that, and kills it: so long after so much had left it, or where `things` is left out so
   * long after the order to open.
   *
   * @returns What it gave out.
   * @throws Error when it reported a failure, or ended by itself.
   */
  async live(
    dataDir: string,
    random: Random,
    { things, afterMs }: { things?: number; afterMs: number },
  ): Promise<Acknowledged> {
    await this.#loaded;
    this.#random = random;
    const exited = once(this.#process, 'exit');
    this.#ask({ type: 'open', dataDir, seed: random.int(0, 1_000_000) });
    if (things !== undefined) await Promise.race([this.#gaveOut(things), exited]);
    await pause(afterMs);
    this.#isKilled = this.#process.exitCode === null;
    this.#process.kill('SIGKILL');
    await exited;
    if (!this.#isKilled || this.#problem !== undefined)
      throw new Error(this.#problem ?? `The hub ended by itself with ${this.#process.exitCode}.`);
    const silent = [...this.#silentIds].filter((id) => this.#answers.get(id)?.ok).length;
    const opened = this.#opened ? { opened: this.#opened } : {};
    return { answers: this.#answers, changes: this.#changes, silent, ...opened };
  }

  /** Ends it where it was not needed. */
  end(): void {
    this.#process.kill('SIGKILL');
  }

  #take(left: Left): void {
    if (left.type === 'failed') this.#problem ??= left.problem;
    else if (left.type === 'change') this.#changes.set(left.n, left.change);
    else if (left.type === 'answer') {
      this.#answers.set(left.id, left.result);
      this.#command();
    } else if (left.type === 'open') {
      this.#opened = left;
      for (let under = 0; under < AT_ONCE; under += 1) this.#command();
    }
    this.#onLeft();
  }

  /** Resolves when it is open, and so many answers and changes have left it. */
  #gaveOut(things: number): Promise<void> {
    return new Promise((resolve) => {
      this.#onLeft = () => {
        if (this.#opened && this.#answers.size + this.#changes.size >= things) resolve();
      };
    });
  }

  #command(): void {
    const random = this.#random;
    if (!random || this.#isKilled) return;
    lastId += 1;
    const id = `c${lastId}`;
    const asked = COMMANDS[random.int(0, COMMANDS.length - 1)]?.() ?? { command: { type: 'silence' } };
    /* A duress code that finds too many others waiting is not judged where disarming needs none: it is counted by its decision. */
    const isSilent = 'silent' in asked.command && asked.command.silent === true;
    if (isSilent) this.#silentIds.add(id);
    this.#ask({ type: 'command', id, ...asked });
  }

  #ask(asked: Asked): void {
    if (this.#process.connected) this.#process.send(asked, () => undefined);
  }
}

type Errand = () => Omit<Extract<Asked, { type: 'command' }>, 'type' | 'id'>;

/** What a household does, over and over; every code is hashed as it is in life. */
const COMMANDS: readonly Errand[] = [
  () => ({ command: { type: 'arm', mode: 'away', force: true } }),
  () => ({ command: { type: 'arm', mode: 'home', force: true } }),
  () => ({ command: { type: 'arm', mode: 'home', force: true } }),
  () => ({ command: { type: 'arm', mode: 'home', force: true } }),
  () => ({ command: { type: 'arm', mode: 'home' } }),
  () => ({ command: { type: 'disarm' } }),
  () => ({ command: { type: 'disarm' }, code: CODES.normal }),
  () => ({ command: { type: 'disarm' }, code: CODES.duress }),
  () => ({ command: { type: 'disarm' }, code: '000000' }),
  () => ({ command: { type: 'bypass', zone: 'hand/window#contact' }, code: '000000' }),
  () => ({ command: { type: 'bypass', zone: 'hand/window#contact' }, code: CODES.normal }),
  () => ({ command: { type: 'silence' } }),
  () => ({ command: { type: 'acknowledge' } }),
  () => ({ command: { type: 'panic', silent: true } }),
  () => ({ command: { type: 'lock', device: 'hand/lock' } }),
];

/* The one place where time passes for real: a kill comes when it comes. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
