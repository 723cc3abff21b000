/**
 * A hub that is never at rest, to be killed: its doors, its smoke and its window report a thousand times a second, and it does
 * what the parent process asks. What it sends there is what has left the hub.
 */
import type { CommandResult, HomeChange, HomeCommand } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { openHub } from '@nightlatch/hub';
import { HandSource } from '../../packages/hub/test/hand-source.ts';
import { DEVICES } from '../../packages/hub/test/small-house.ts';
import { Random } from '../bad-input/random.ts';
import { crashHouse } from './crash-house.ts';

/** What the parent asks. */
export type Asked =
  | { readonly type: 'open'; readonly dataDir: string; readonly seed: number }
  | { readonly type: 'command'; readonly id: string; readonly command: CodelessAsked; readonly code?: string };

type CodelessAsked = HomeCommand extends infer Command
  ? Command extends HomeCommand
    ? Omit<Command, 'code'>
    : never
  : never;

/** How the house stands, as the hub shows it. */
export interface Standing {
  readonly mode?: string;
  readonly bypassed: readonly string[];
  /** Zones in the alarm memory. */
  readonly memory: readonly string[];
}

/** What left the hub. */
export type Left =
  | { readonly type: 'loaded' }
  | ({ readonly type: 'open' } & Standing)
  | { readonly type: 'answer'; readonly id: string; readonly result: CommandResult }
  | { readonly type: 'change'; readonly n: number; readonly change: HomeChange }
  | { readonly type: 'failed'; readonly problem: string };

export const CODES = { normal: '271828', duress: '314159' };

const NOISE_EVERY_MS = 2;
const NOISE_AT_ONCE = 2;
const leave = (left: Left): void => void (process.connected && process.send?.(left));
const log = {
  error: (problem: string) => leave({ type: 'failed', problem }),
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

async function open(dataDir: string, seed: number) {
  const source = new HandSource(DEVICES);
  const hub = await openHub({
    home: { id: 'home', name: 'Home' },
    dataDir,
    sources: [source],
    plan: crashHouse,
    seedCodes: [
      { user: 'Ana', code: new SecretText(CODES.normal) },
      { user: 'Ana', code: new SecretText(CODES.duress), duress: true },
    ],
    /* Never reached: what is called for stays in the database, and can be counted there. */
    silentSinks: [{ deliver: () => new Promise(() => undefined) }],
    log,
  });
  hub.hosted.committed.subscribe(({ n, change }) => leave({ type: 'change', n, change }));
  const { mode, bypassed = [], memory = [] } = hub.hosted.snapshot.partitions.get('house') ?? {};
  leave({ type: 'open', ...(mode === undefined ? {} : { mode }), bypassed, memory });
  const random = new Random(seed);
  setInterval(() => {
    for (let made = 0; made < NOISE_AT_ONCE; made += 1) makeNoise(source, random);
  }, NOISE_EVERY_MS);
  return hub;
}

function makeNoise(source: HandSource, random: Random): void {
  const device = random.pick(['door', 'door', 'window', 'window', 'window', 'smoke', 'lock']);
  const values =
    device === 'smoke'
      ? { smoke: random.int(0, 40) === 0 }
      : device === 'lock'
        ? { lock: random.pick(['locked', 'unlocked', 'jammed'] as const) }
        : { contact: random.int(0, 20) === 0 ? ('open' as const) : ('closed' as const) };
  source.report({ type: 'attributes', device: `hand/${device}`, values, cause: 'live' });
}

let hub: Awaited<ReturnType<typeof open>> | undefined;

async function obey(asked: Asked): Promise<void> {
  if (asked.type === 'open') {
    hub = await open(asked.dataDir, asked.seed);
    return;
  }
  const { id, command, code } = asked;
  const whole = { ...command, ...(code === undefined ? {} : { code: new SecretText(code) }) } as HomeCommand;
  const result = await hub?.hosted.execute(whole, { origin: 'homekit', client: 'phone' }, id);
  if (result) leave({ type: 'answer', id, result });
}

process.on('message', (asked: Asked) => {
  obey(asked).catch((error: unknown) => leave({ type: 'failed', problem: String(error) }));
});
/* Whoever started it is gone. */
process.once('disconnect', () => process.exit());
leave({ type: 'loaded' });
