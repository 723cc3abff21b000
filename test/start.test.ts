import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectAsync } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const PATIENCE_MS = 25_000;
let folder = '';
/** What the first start shows; the others show the same. */
let payload = '';
let matter = '';
const started: Demonstration[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-start-'));
});
/** A test that failed halfway leaves its demonstration running. */
afterEach(async () => {
  for (const demo of started.splice(0)) {
    demo.signal('SIGTERM');
    await demo.exited;
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npm start` without a terminal: lines in, lines out. */
class Demonstration {
  readonly lines: string[] = [];
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  constructor(data: string) {
    this.#child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs'), '--data', data], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    started.push(this);
    this.exited = once(this.#child, 'exit').then(([code]) => code as number | null);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.#heard(line));
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  type(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Waits for a line that was not returned before. */
  async says(pattern: RegExp): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = (): void => {
      const index = this.lines.findIndex((line) => pattern.test(line));
      if (index >= 0) resolve(this.lines.splice(0, index + 1).at(-1) ?? '');
    };
    const fail = (): void => reject(new Error(`${String(pattern)} was not said:\n${this.lines.join('\n')}`));
    const timer = setTimeout(fail, PATIENCE_MS);
    this.#child.once('exit', fail);
    this.#waiting.add(look);
    look();
    return await promise.finally(() => {
      clearTimeout(timer);
      this.#child.off('exit', fail);
      this.#waiting.delete(look);
    });
  }

  #heard(line: string): void {
    this.lines.push(line);
    for (const look of this.#waiting) look();
  }
}

/** The processes that a process has started and that still run. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => {
      const stat = `/proc/${each}/stat`;
      return existsSync(stat) && Number(readFileSync(stat, 'utf8').split(') ')[1]?.split(' ')[1]) === pid;
    });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until a file says something. @returns All of it. */
async function writtenTo(file: string, pattern: RegExp): Promise<string> {
  const giveUp = AbortSignal.timeout(20_000);
  const changes = watch(file, { signal: giveUp });
  for (;;) {
    const text = readFileSync(file, 'utf8');
    if (pattern.test(text)) return text;
    await changes.next();
  }
}

/** Waits until the home has heard that the gate, which a flow of Node-RED made, is closed. */
async function gateIsClosed(broker: string): Promise<void> {
  const client = await connectAsync(broker, { username: 'watch' });
  try {
    const { promise, resolve } = Promise.withResolvers<void>();
    client.on('message', (_, body) => {
      const { attributes } = JSON.parse(body.toString()) as { attributes: { contact?: { value: unknown } } };
      if (attributes.contact?.value === 'closed') resolve();
    });
    await client.subscribeAsync('nightlatch/demo/device/node-red/garden-gate');
    await promise;
  } finally {
    await client.endAsync();
  }
}

describe('npm start', () => {
  test('shows a house that can be armed, tripped and disarmed, and leaves nothing running', async () => {
    const demo = new Demonstration(folder);
    const code = (await demo.says(/^Apple Home code: \d{3}-\d{2}-\d{3}$/)).split(': ')[1] ?? 'none';
    payload = (await demo.says(/^Setup payload: X-HM:/)).split(': ')[1] ?? 'none';
    await demo.says(/^Matter code: \d{4}-\d{3}-\d{4}$/);
    matter = (await demo.says(/^Matter setup payload: MT:/)).split(': ')[1] ?? 'none';
    const broker = (await demo.says(/^MQTT: mqtt:/)).split(': ')[1] ?? 'none';
    await demo.says(/^Matter: UDP port \d+$/);
    const disarming = (await demo.says(/^Code that disarms: /)).split(': ')[1] ?? 'none';
    const children = childrenOf(demo.pid);
    expect(children).toHaveLength(2);

    // A gate that Node-RED never told of would refuse arming to whoever takes a look around first.
    await gateIsClosed(broker);
    demo.type('1');
    await demo.says(/Front door opened/);
    demo.type('h');
    await demo.says(/arm refused \(Front door\): /);
    demo.type('1');
    await demo.says(/Front door closed/);
    demo.type('h');
    await demo.says(/House armed home/);
    demo.type('1');
    await demo.says(/House pending home/);
    demo.type('d');
    demo.type('0000');
    await demo.says(/disarm refused: The code is not valid/);
    demo.type('d');
    demo.type(disarming);
    await demo.says(/House disarmed/);
    demo.type('s');
    await demo.says(/fire alarm: Kitchen smoke/);
    await demo.says(/Siren sounds/);
    demo.type('x');
    await demo.says(/Siren is quiet/);

    const log = await writtenTo(join(folder, 'homebridge/homebridge.log'), /is online for home "demo"/);
    expect(log).toContain(payload);
    expect(log).toContain(code);

    await writtenTo(join(folder, 'node-red/node-red.log'), /The hub .* is online for home "demo"/);

    demo.type('q');
    expect(await demo.exited).toBe(0);
    expect(children.filter(isRunning)).toEqual([]);
  }, 60_000);

  test('is the same bridge when it starts again, and ends cleanly on a signal', async () => {
    const demo = new Demonstration(folder);
    expect(await demo.says(/^Setup payload: /)).toBe(`Setup payload: ${payload}`);
    expect(await demo.says(/^Matter setup payload: /)).toBe(`Matter setup payload: ${matter}`);
    await demo.says(/^Keys/);
    const children = childrenOf(demo.pid);
    expect(children).toHaveLength(2);
    demo.signal('SIGINT');
    expect(await demo.exited).toBe(0);
    expect(children.filter(isRunning)).toEqual([]);
  }, 60_000);

  test('refuses a folder that another one holds, and says what to do', async () => {
    const first = new Demonstration(folder);
    await first.says(/^Keys/);
    const second = new Demonstration(folder);
    await second.says(/is in use by hub .* stop it/);
    expect(await second.exited).toBe(2);
    first.type('q');
    expect(await first.exited).toBe(0);
  }, 60_000);
});
