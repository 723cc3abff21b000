import type { Actor, AttributeKey, AttributeValue, Unknown } from '@nightlatch/model';
import type { AlarmInput, CodelessCommand } from '../../src/input.ts';
import type { EngineState } from '../../src/state.ts';
import { KEYPAD, LINK } from '../rehearsal.ts';
import { BEGIN } from './canonical.ts';

const HOMEKIT: Actor = { origin: 'homekit', client: 'phone' };

/** Where nothing is due, this much passes: longer than any window within which activations are counted together. */
const QUIET_MS = 61_000;

/** The clocks of a house whose instants are all multiples of one step are multiples of this, seconds. */
export const STEP_SECONDS = 150;
const STEP_MS = STEP_SECONDS * 1000;

/** What can happen to a small house beside what its sensors report: the more, the more states it has. */
export interface Play {
  /** Devices are lost and back, or say that they do not know. */
  readonly hasLosses: boolean;
  /** The hub stops and starts. */
  readonly hasRestarts: boolean;
  /** Codes turn out right, wrong and forced. */
  readonly hasCodes: boolean;
  /** Whatever happens does so at a multiple of `STEP_SECONDS`; what is due in between runs, and nothing else happens then. */
  readonly isStepped?: true;
}

/**
 * Lists everything that can happen in a state of a small house: each device reports the other value, or nothing that is
 * known; somebody asks for something, with a code or without; the hub stops and starts; time passes to the next deadline.
 */
export function movesOf(state: EngineState, play: Play): readonly AlarmInput[] {
  const { at, isWatching } = state;
  const next = nextInstant(state, play);
  const restart: AlarmInput = { type: 'hub', at, to: isWatching ? 'stopped' : 'started' };
  return [
    ...devicesOf(state).flatMap(({ device, signal }) => deviceMoves(state, { device, signal }, play)),
    ...(isWatching ? commandMoves(state, play) : []),
    ...(isWatching ? verdicts(state) : []),
    ...(play.hasRestarts ? [restart] : []),
    ...(next === undefined ? [] : [{ type: 'tick', at: next } as const]),
  ];
}

/** The next deadline, which passes unseen while the hub is stopped; where nothing is due, a quiet while. */
function nextInstant(state: EngineState, { isStepped }: Play): number | undefined {
  const { at, isWatching, deadlines } = state;
  const isAllowed = (instant: number): boolean => !isStepped || (instant - BEGIN) % STEP_MS === 0;
  const due = deadlines.find((deadline) => isAllowed(deadline.at) && (isWatching || deadline.at > at));
  if (due) return Math.max(due.at, at);
  return isWatching ? at + (isStepped ? STEP_MS : QUIET_MS) : undefined;
}

function devicesOf({ house }: EngineState): readonly { device: string; signal: AttributeKey }[] {
  return house.config.partitions.flatMap(({ zones }) =>
    zones.map(({ device, signal }) => ({ device, signal: signal as AttributeKey })),
  );
}

function deviceMoves(
  state: EngineState,
  { device, signal: attribute }: { readonly device: string; readonly signal: AttributeKey },
  { hasLosses }: Play,
): readonly AlarmInput[] {
  const { at } = state;
  const record = state.devices.get(device);
  const values = otherValues(attribute, record?.values[attribute]).filter((value) => hasLosses || value !== 'unknown');
  const loss: AlarmInput = { type: 'availability', at, device, available: record?.available !== true };
  return [
    ...values.map((value) => ({ type: 'attribute', at, device, attribute, value, cause: 'live' }) as const),
    ...(hasLosses ? [loss] : []),
  ];
}

function otherValues(
  attribute: AttributeKey,
  now: AttributeValue | Unknown | undefined,
): readonly (AttributeValue | Unknown)[] {
  const all = attribute === 'contact' ? (['open', 'closed', 'unknown'] as const) : ([true, false, 'unknown'] as const);
  return all.filter((value) => value !== now);
}

function commandMoves({ at, codes, house }: EngineState, { hasCodes }: Play): readonly AlarmInput[] {
  const ask = (command: CodelessCommand, actor: Actor, hasCode = false): AlarmInput => ({
    type: 'command',
    at,
    id: `c${codes.length}`,
    command,
    hasCode,
    actor,
  });
  const [first] = house.config.partitions[0]?.zones ?? [];
  const bypass = (actor: Actor, hasCode: boolean): AlarmInput[] =>
    first ? [ask({ type: 'bypass', zone: first.id }, actor, hasCode)] : [];
  const coded = [ask({ type: 'arm', mode: 'home' }, KEYPAD, true), ask({ type: 'disarm' }, KEYPAD, true)];
  return [
    ...['away', 'home'].flatMap((mode) => [
      ask({ type: 'arm', mode }, LINK),
      ask({ type: 'arm', mode, force: true }, LINK),
    ]),
    ask({ type: 'disarm' }, LINK),
    ask({ type: 'disarm' }, HOMEKIT),
    ask({ type: 'silence' }, LINK),
    ask({ type: 'panic', silent: true }, LINK),
    ...bypass(LINK, false),
    ...(hasCodes ? [...coded, ...bypass(KEYPAD, true)] : []),
  ];
}

function verdicts({ at, codes: [waiting] }: EngineState): readonly AlarmInput[] {
  if (!waiting) return [];
  const { id } = waiting;
  return [
    { type: 'code-judged', at, id, duress: false },
    ...['Ana', 'Guest'].map((user) => ({ type: 'code-judged', at, id, user, duress: false }) as const),
    { type: 'code-judged', at, id, user: 'Ana', duress: true },
  ];
}
