import { afterEach, expect, test } from '@jest/globals';
import type { BadHouse } from './bad-input/house.ts';
import { openBadHouse } from './bad-input/house.ts';
import type { Kind } from './bad-input/kind.ts';
import { LINK_KINDS, SWITCH, trespass } from './bad-input/link-kinds.ts';
import { Random } from './bad-input/random.ts';
import { ZIGBEE_KINDS } from './bad-input/zigbee-kinds.ts';

const IS_SOAK = process.env['NIGHTLATCH_SOAK'] !== undefined;
const PAYLOADS = IS_SOAK ? 100_000 : 3000;
const LIMIT_MS = IS_SOAK ? 900_000 : 60_000;
const SEED = 20_260_301;
/** A good message follows each of these. */
const BATCH = 49;
/** What the hub's memory may grow by while it is swamped, from the first tenth to the end, MB. */
const GROWTH_MB = 120;

let house: BadHouse;
afterEach(() => (house as BadHouse | undefined)?.close());

/** What a household does meanwhile, over and over, and the moves that it must make, no more and no fewer. */
const ERRANDS: readonly { readonly run: () => Promise<unknown>; readonly move: string }[] = [
  { run: () => house.door('open'), move: 'contact open' },
  { run: () => house.door('closed'), move: 'contact closed' },
  { run: async () => expect(await house.arm()).toEqual({ ok: true }), move: 'armed' },
  { run: async () => expect(await house.disarm()).toEqual({ ok: true }), move: 'disarmed' },
];

/** Swamps the house with bad input, in which a household lives on. */
async function swamp(kinds: readonly Kind[], payloads: number): Promise<void> {
  const { witness, hub, connections } = house;
  const before = witness.moves.length;
  const random = new Random(SEED);
  const counts = new Map<Kind, number>();
  const moves: string[] = [];
  let early = Number.POSITIVE_INFINITY;
  for (let sent = 0; sent < payloads;) {
    const batch: Promise<unknown>[] = [];
    for (let index = 0; index < BATCH && sent < payloads; index += 1, sent += 1) {
      const kind = kinds[sent] ?? random.pick(kinds);
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      const { topic, payload, retain = false } = kind.make(random, count);
      const client = connections.get(kind.sender);
      if (!client) throw new Error(`Nobody is called ${kind.sender}.`);
      batch.push(client.publishAsync(topic, payload, { qos: 1, retain }));
    }
    await Promise.all(batch);
    const { run, move } = ERRANDS[moves.length % ERRANDS.length] ?? {};
    if (!run || move === undefined) throw new Error('A household does something.');
    moves.push(move);
    await run();
    await witness.until(`${move}, as move ${moves.length}`, () => witness.moves.length - before >= moves.length);
    if (sent <= payloads / 10) early = await hub.memory();
    if (IS_SOAK && moves.length % 100 === 0) process.stderr.write(`${sent} of ${payloads} bad payloads …\n`);
  }
  expect(witness.moves.slice(before)).toEqual(moves);
  expect((await hub.memory()) - early).toBeLessThan(GROWTH_MB);
}

/** Names the kinds that did not show as they must, with what was seen instead. */
function unseen(kinds: readonly Kind[]): readonly string[] {
  const { hub, answers, witness } = house;
  return kinds.flatMap(({ name, sender, evidence }) => {
    if ('nothing' in evidence) return [];
    if ('log' in evidence) {
      return hub.log.some(({ level, message }) => level === 'warn' && evidence.log.test(message)) ? [] : [name];
    }
    if ('refused' in evidence) {
      const isSeen = witness.events.some(
        ({ type, reason = '' }) => type === 'refused' && evidence.refused.includes(reason),
      );
      return isSeen ? [] : [name];
    }
    /* Whoever sends too fast is told that instead. */
    const reasons = new Set(answers.get(sender)?.map(({ reason = 'ok' }) => reason));
    const isSeen = evidence.answer.some((reason) => reasons.has(reason));
    const strange = [...reasons].filter((reason) => !evidence.answer.includes(reason) && reason !== 'busy');
    return isSeen && strange.length === 0 ? [] : [`${name}: ${[...reasons].join(', ')}`];
  });
}

/** The types of what was told from the household's first move on. */
function sinceFirstOpening(told: readonly { readonly type: string; readonly to?: unknown }[]): readonly string[] {
  return told.slice(told.findIndex(({ type, to }) => type === 'attribute' && to === 'open')).map(({ type }) => type);
}

async function lostNothing(kinds: readonly Kind[], payloads: number): Promise<void> {
  const { witness, home, hub } = house;
  const devices = house.devices();
  await swamp(kinds, payloads);
  expect(unseen(kinds)).toEqual([]);
  expect(house.devices()).toEqual(devices);
  const count = (told: Parameters<typeof sinceFirstOpening>[0]): number => sinceFirstOpening(told).length;
  // The two read on connections of their own, and readiness is told a moment after what brought it about.
  await witness.until('as many changes as events', () => count(witness.changes) === count(witness.events));
  const numbers = witness.events.map(({ n }) => n);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  const told = sinceFirstOpening(witness.events);
  expect(new Set(told)).toEqual(new Set(['attribute', 'chime', 'partition', 'refused']));
  expect(sinceFirstOpening(witness.changes)).toEqual(told);
  expect(home.snapshot.link).toBe('online');
  expect(hub.log.filter(({ level }) => level === 'error')).toEqual([]);
  expect(await hub.stop()).toBe(0);
}

test(
  'a hub on Mosquitto is neither stopped nor moved by whatever is published',
  async () => {
    const outside = trespass({ nothing: 'the broker’s own rules drop it' });
    const kinds = [...ZIGBEE_KINDS, ...LINK_KINDS, outside];
    house = await openBadHouse({ broker: 'mosquitto', clients: senders([...LINK_KINDS, outside]), switches: [SWITCH] });
    await lostNothing(kinds, PAYLOADS);
  },
  LIMIT_MS,
);

test(
  'a hub with its own broker is neither stopped nor moved, and says who wrote where it may not',
  async () => {
    const outside = trespass({ log: /The client "trespasser" of the link may not publish/ });
    const kinds = [...LINK_KINDS, outside];
    house = await openBadHouse({ broker: 'embedded', clients: senders(kinds), switches: [] });
    await lostNothing(kinds, PAYLOADS / 10);
  },
  LIMIT_MS,
);

function senders(kinds: readonly Kind[]): readonly string[] {
  return [...new Set(kinds.map(({ sender }) => sender))];
}
