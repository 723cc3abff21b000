import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { OpenHome } from '@nightlatch/assembly';
import { openHome, readConfig } from '@nightlatch/assembly';
import type { DeviceReport, HomeCommand, Log } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { TestClock } from '@nightlatch/testing';
import { connectAsync } from 'mqtt';
import { HandSource } from '../../packages/hub/test/hand-source.ts';
import { DEVICES } from '../../packages/hub/test/small-house.ts';
import { runCli } from '../../packages/nightlatch/src/run-cli.ts';

/** One thing that happens in a scene. `code` is whose: a twin gives its own, and a wrong one is wrong in both. */
export type Deed =
  | { readonly type: 'report'; readonly device: string; readonly values: Record<string, boolean | string> }
  | { readonly type: 'command'; readonly command: HomeCommand; readonly code: 'own' | 'wrong' | 'none' }
  | { readonly type: 'wait'; readonly seconds: number };

export type Twin = 'calm' | 'duress';

/** Everything that anybody could see of a scene, and what only the sinks of silent alarms were told. */
export interface Seen {
  readonly open: Readonly<Record<string, unknown>>;
  readonly silent: readonly { readonly event: string; readonly reports?: readonly { readonly event: string }[] }[];
}

const CODES: Readonly<Record<Twin, string>> = { calm: '135790', duress: '864201' };
const WRONG = '271828';
const BEGAN = Date.parse('2026-03-01T22:00:00Z');
const KEYPAD = { origin: 'keypad', client: 'hand/keypad' } as const;
const HOUSE = {
  home: { id: 'home', name: 'Home' },
  link: { role: 'host', port: 0 },
  users: [{ name: 'Ana', code: { secret: 'own' }, duress: { secret: 'duress' } }],
  policy: { lockout: { attempts: 3 } },
  partitions: [
    {
      id: 'house',
      modes: { away: { exitDelay: 0, entryDelay: 30 }, home: { entryDelay: 30 } },
      zones: [
        { device: 'door', type: 'entry' },
        { device: 'window', type: 'perimeter' },
        { device: 'smoke', type: 'fire' },
      ],
      locks: [{ device: 'lock' }],
    },
  ],
};

/** Lives a scene with one of the two codes, and gathers everything that can be seen of it. */
export async function live(scene: readonly Deed[], twin: Twin): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-twins-'));
  try {
    return await new TwinHouse(folder, twin).live(scene);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class TwinHouse {
  readonly #folder: string;
  readonly #twin: Twin;
  readonly #clock = new TestClock(BEGAN);
  readonly #source = new HandSource(DEVICES);
  readonly #logged: string[] = [];
  readonly #answers: unknown[] = [];
  readonly #silent: Seen['silent'][number][] = [];

  constructor(folder: string, twin: Twin) {
    this.#folder = folder;
    this.#twin = twin;
  }

  async live(scene: readonly Deed[]): Promise<Seen> {
    const home = await this.#open();
    const { hub } = home;
    if (!hub) throw new Error('The home has no hub.');
    const wire = await this.#listen(home);
    const shown: unknown[] = [];
    home.home({ origin: 'homekit' }).changes.subscribe((change) => shown.push(change));
    // What the house said as it opened had no twin to show, and came before or after somebody listened.
    await this.#settle(home);
    const began = hub.hosted.lastNumber;
    for (const deed of scene) await this.#do(deed, home);
    const { devices, partitions, troubles } = home.home({ origin: 'homekit' }).snapshot;
    const numbered = hub.hosted.changesAfter(0);
    const messages = await wire.between(began, hub.hosted.lastNumber);
    const health = hub.health();
    const log = [...this.#logged];
    await wire.close();
    await home.close();
    const open = {
      answers: this.#answers,
      shown,
      numbered,
      messages,
      snapshot: [[...devices], [...partitions], troubles],
      health,
      orders: this.#source.orders,
      log,
      journal: await this.#print('journal', 'print'),
      journalJson: await this.#print('journal', 'print', '--json'),
      replay: await this.#print('replay', '--journal', '.', '--config', 'house.json'),
    };
    return { open: withoutChance(open), silent: this.#silent };
  }

  async #open(): Promise<OpenHome> {
    const note = (line: string): void => void this.#logged.push(line);
    const log: Log = { error: note, warn: note, info: note, debug: note };
    const env = { NIGHTLATCH_SECRET_OWN: CODES.calm, NIGHTLATCH_SECRET_DURESS: CODES.duress };
    writeFileSync(join(this.#folder, 'house.json'), JSON.stringify(HOUSE));
    return await openHome(readConfig(HOUSE, { env }).config, {
      dataDir: this.#folder,
      clock: this.#clock,
      sources: [this.#source],
      onSilent: (alarm) => this.#silent.push(alarm),
      log,
    });
  }

  async #do(deed: Deed, home: OpenHome): Promise<void> {
    if (deed.type === 'wait') this.#clock.advance(deed.seconds * 1000);
    else if (deed.type === 'report') this.#report(deed.device, deed.values);
    else this.#answers.push(await home.home(KEYPAD).execute({ ...deed.command, ...this.#codeOf(deed.code) }));
    await this.#settle(home);
  }

  /** Asks for what nobody can do: the answer comes after the commit of all that came before. */
  async #settle(home: OpenHome): Promise<void> {
    await home.home({ origin: 'homekit' }).execute({ type: 'silence', partition: 'nowhere' });
  }

  #codeOf(code: Extract<Deed, { type: 'command' }>['code']): { code?: SecretText } {
    if (code === 'none') return {};
    return { code: new SecretText(code === 'wrong' ? WRONG : CODES[this.#twin]) };
  }

  #report(device: string, values: Record<string, boolean | string>): void {
    const said = values as Extract<DeviceReport, { type: 'attributes' }>['values'];
    this.#source.report({ type: 'attributes', device: `hand/${device}`, values: said, cause: 'live' });
  }

  /** Reads the events on MQTT, as any client of this machine may. Retained messages are the snapshot, in as many steps as time allows. */
  async #listen({ addresses: [link] }: OpenHome) {
    const observer = await connectAsync(link?.address ?? '');
    const messages = new Map<number, string>();
    let look: (() => void) | undefined;
    observer.on('message', (_topic, payload) => {
      const text = payload.toString();
      messages.set((JSON.parse(text) as { n: number }).n, text);
      look?.();
    });
    await observer.subscribeAsync('nightlatch/home/event', { qos: 1 });
    return {
      /** Everything that came after the change of one number until that of another, in the order in which it came. */
      between: async (first: number, last: number): Promise<readonly (readonly [number, string])[]> => {
        await new Promise<void>((resolve) => {
          look = () => (messages.has(last) ? resolve() : undefined);
          look();
        });
        return [...messages].filter(([n]) => n > first);
      },
      close: () => observer.endAsync(),
    };
  }

  async #print(...args: readonly string[]): Promise<string> {
    let text = '';
    const into = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    });
    const data = args[0] === 'journal' ? ['--data', '.'] : [];
    const code = await runCli([...args, ...data], {
      stdin: Readable.from([]),
      stdout: into,
      stderr: into,
      env: {},
      cwd: () => this.#folder,
    });
    return `${code}\n${text}`;
  }
}

/** Takes out what differs between any two runs: random names, keys, ports and folders. */
function withoutChance(open: Seen['open']): Seen['open'] {
  const text = JSON.stringify(open)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'uuid')
    .replaceAll(/(anchor|mac|head)(\\*"): ?\\*"[^"\\]+/g, '$1')
    .replaceAll(/nightlatch-twins-\w+/g, 'folder')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'address');
  return JSON.parse(text) as Seen['open'];
}
