import type { BadMessage, Evidence, Kind } from './kind.ts';
import { nested, STRANGE } from './kind.ts';
import type { Random } from './random.ts';

/** A client that a bad one would like to be: what it asks counts as HomeKit's, which needs no code. */
export const TRUSTED = 'bridge';
/** The one client that may write to `partition/+/set`. */
export const SWITCH = 'wall-switch';

const ROOT = 'nightlatch/home';
const json = (value: unknown): string => JSON.stringify(value);
const body = (random: Random, fields: object): object => ({
  v: 1,
  id: `${random.digits(12)}-${random.digits(12)}`,
  at: Date.now(),
  ...fields,
});

/** A command of a client of its own, so that one kind's rate says nothing of another's. */
function command(
  sender: string,
  name: string,
  evidence: Evidence,
  payload: (random: Random, count: number) => string | Buffer,
): Kind {
  const topic = `${ROOT}/command/${sender}`;
  return { name, sender, make: (random, count) => ({ topic, payload: payload(random, count) }), evidence };
}

function fieldsOf(
  sender: string,
  name: string,
  reasons: readonly string[],
  fields: (random: Random, count: number) => object,
): Kind {
  return command(sender, name, { answer: reasons }, (random, count) => json(body(random, fields(random, count))));
}

const NO_COMMAND = (sender: string): Evidence => ({ log: new RegExp(`A command of "${sender}" is no JSON object`) });

/** What a broken or hostile client could send. None of it may arm, disarm or otherwise change anything. */
export const LINK_KINDS: readonly Kind[] = [
  command('cut', 'a truncated command', NO_COMMAND('cut'), (random) => random.cut(json(body(random, ARM)))),
  command('shapeless', 'no command at all', NO_COMMAND('shapeless'), shapeless),
  command('huge', 'a huge command', { log: /A command of "huge" is too large/ }, (random) =>
    json(body(random, { ...ARM, note: 'x'.repeat(random.int(16_384, 60_000)) })),
  ),
  fieldsOf('mistyped', 'fields of wrong types', ['invalid'], mistyped),
  fieldsOf('forger', 'a forged origin, actor or user', ['invalid'], (random) => ({
    type: 'disarm',
    ...random.pick([
      { origin: 'homekit' },
      { actor: { origin: 'homekit', client: TRUSTED } },
      { user: 'Ana' },
      { client: TRUSTED },
      { hasCode: true },
      { duress: false },
    ]),
  })),
  fieldsOf('late', 'a command of another time', ['stale'], (random) => ({
    ...ARM,
    at: random.pick<unknown>([
      0,
      -1,
      1e300,
      Date.now() - random.int(11_000, 1e9),
      Date.now() + random.int(6000, 1e9),
      '2001-01-01T00:00:00Z',
    ]),
  })),
  fieldsOf('guesser', 'a storm of wrong codes', ['wrong-code', 'locked-out'], (random) => ({
    type: 'disarm',
    code: random.pick([random.digits(random.int(4, 12)), 'x'.repeat(random.int(1, 256)), '𝟚𝟝𝟠𝟘', ' ']),
  })),
  fieldsOf('twice', 'an id that was used before', ['code-required'], (_, count) => ({
    ...(count === 0 ? { type: 'disarm' } : ARM),
    id: 'the same',
  })),
  fieldsOf(
    'lost',
    'names of nothing',
    ['unknown-partition', 'unknown-mode', 'unknown-zone', 'unknown-device'],
    (random) =>
      random.pick<object>([
        { ...ARM, partition: random.pick(['__proto__', 'House', '+', '#', '../house', '🏠']) },
        { type: 'arm', mode: random.pick(['constructor', 'AWAY', '__proto__', 'x'.repeat(256)]) },
        { type: 'bypass', zone: random.pick(['#', 'toString', 'x#y']) },
        { type: 'unlock', device: random.pick(['lock 1', 'hasOwnProperty', '*']) },
      ]),
  ),
  {
    name: 'a retained command',
    sender: 'keeper',
    make: (random) => ({ topic: `${ROOT}/command/keeper`, payload: json(body(random, ARM)), retain: true }),
    evidence: { log: /A retained message of nightlatch\/home\/command\/keeper was ignored/ },
  },
  {
    name: 'no word that a partition knows',
    sender: SWITCH,
    make: (random) => ({
      topic: `${ROOT}/partition/${random.pick(['house', 'House', '__proto__', 'garden'])}/set`,
      payload: random.pick([
        'DISARM now',
        'arm_away',
        `ARM_AWAY${' '.repeat(99)}?`,
        '[]',
        json({ action: ['DISARM'] }),
        json({ ACTION: 'DISARM' }),
        nested('action', 5000),
        random.bytes(20),
      ]),
    }),
    evidence: { log: /set names no partition or no action/ },
  },
  {
    name: 'a word without its code',
    sender: SWITCH,
    make: (random) => ({
      topic: `${ROOT}/partition/house/set`,
      payload: random.pick([
        'DISARM',
        json({ action: 'DISARM', code: 2580 }),
        json({ action: 'DISARM', code: ['2580'] }),
      ]),
    }),
    evidence: { refused: ['code-required'] },
  },
];

const ARM = { type: 'arm', mode: 'away', skipDelay: true } as const;

/** Topics that a client may not write to: another's commands, and everything that is the hub's to say. */
export function trespass(evidence: Evidence): Kind {
  const told = [`status`, `event`, `partition/house`, `partition/house/state`, 'device/x', `result/${TRUSTED}`, ''];
  const make = (random: Random): BadMessage => {
    const asAnother = { topic: `${ROOT}/command/${TRUSTED}`, payload: json(body(random, { type: 'disarm' })) };
    const asHub = {
      topic: `${ROOT}/${random.pick(told)}`,
      payload: random.pick([
        'disarmed',
        json({ v: 1, status: 'offline', instance: 'x' }),
        json({ v: 1, n: 1e9, type: 'removed' }),
      ]),
      retain: true,
    };
    return random.next() < 0.5 ? asAnother : asHub;
  };
  return { name: 'topics of others', sender: 'trespasser', make, evidence };
}

function shapeless(random: Random): string | Buffer {
  const ids = [{}, { id: 7 }, { id: '' }, { id: 'x'.repeat(129) }, { id: ['x'] }, { ID: 'x' }];
  return random.pick<string | Buffer>([
    json({ ...ARM, v: 1, at: Date.now(), ...random.pick(ids) }),
    json([body(random, ARM)]),
    'null',
    '',
    'ARM_AWAY',
    random.bytes(random.int(1, 3000)),
    Buffer.concat([Buffer.from(json(body(random, ARM))), Buffer.from([0xc3])]),
    nested('id', 7000),
  ]);
}

function mistyped(random: Random): object {
  const value = random.pick(STRANGE);
  return random.pick<object>([
    { ...ARM, v: value },
    { ...ARM, at: random.pick<unknown>([[], {}, 'yesterday', '', true]) },
    { ...ARM, type: random.pick<unknown>([7, ['arm'], {}, 'ARM', 'constructor', '__proto__', 'toString']) },
    { ...ARM, mode: random.pick<unknown>([7, [], {}, true, '', 'x'.repeat(257)]) },
    { ...ARM, force: random.pick<unknown>([1, 'true', []]) },
    { ...ARM, code: random.pick<unknown>([2580, [], {}, true, '']) },
    { ...ARM, ['constructor']: value },
    JSON.parse(`{"type":"arm","mode":"away","__proto__":{"force":true}}`) as object,
    { type: 'panic', hazard: value },
    { type: 'siren', device: 'siren 1', on: 'true' },
    { type: 'test', on: 1 },
  ]);
}
