import { beforeEach, describe, expect, test } from '@jest/globals';
import { HomeStore } from '@nightlatch/state';
import { TestClock } from '@nightlatch/testing';
import { HubWatch } from './hub-watch.ts';

const HUB = { status: 'online', instance: 'first', n: 3 } as const;
const chime = (n: number): Record<string, unknown> => ({ n, at: n, type: 'chime', partition: 'house', zone: `z${n}` });

describe('the watch on a hub', () => {
  let clock: TestClock;
  let store: HomeStore;
  let asked: Record<string, unknown>[];
  let heard: unknown[];
  let watch: HubWatch;

  /** Answers the last question as a hub that stands at `n`. */
  const answer = (n: number, rest: Record<string, unknown> = {}): boolean =>
    watch.answer({ id: asked.at(-1)?.['id'], ok: true, instance: 'first', n, at: clock.now(), ...rest });
  const state = { devices: [], partitions: [], troubles: [] };

  beforeEach(() => {
    clock = new TestClock();
    store = new HomeStore('unknown');
    asked = [];
    heard = [];
    store.changes.subscribe((change) => heard.push(change.type === 'chime' ? change.zone : change.type));
    watch = new HubWatch({
      store,
      clock,
      send: (payload) => asked.push(JSON.parse(payload) as Record<string, unknown>),
      online: () => heard.push('ready'),
      refused: (why) => heard.push(why),
    });
    watch.status(HUB);
  });

  test('asks a new hub for everything, and again when it does not answer', () => {
    expect(asked).toMatchObject([{ type: 'resync' }]);
    expect(asked[0]).not.toHaveProperty('after');
    clock.advance(3000);
    expect(asked).toHaveLength(2);
    expect(store.snapshot.link).toBe('unknown');
    answer(3, { state });
    expect(heard).toEqual(['link', 'ready']);
  });

  test('holds events that come before the answer, and delivers each once', () => {
    for (const n of [3, 4, 5]) watch.event(chime(n));
    expect(heard).toEqual([]);
    answer(4, { state });
    watch.event(chime(5));
    watch.event(chime(4));
    watch.event(chime(6));
    expect(heard).toEqual(['link', 'z5', 'ready', 'z6']);
  });

  test('asks for what is missing when a number is left out, and keeps the order', () => {
    answer(3, { state });
    watch.event(chime(6));
    watch.event(chime(5));
    expect(heard).toEqual(['link', 'ready']);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({ after: 3, instance: 'first' });
    answer(5, { changes: [chime(4), chime(5)] });
    expect(heard).toEqual(['link', 'ready', 'z4', 'z5', 'z6']);
  });

  test('shows at once what the hub tells live, and the event that confirms it not again', () => {
    answer(3, { state });
    watch.live(chime(4));
    expect(heard).toEqual(['link', 'ready', 'z4']);
    watch.event(chime(4));
    watch.live(chime(5));
    watch.event(chime(5));
    expect(heard).toEqual(['link', 'ready', 'z4', 'z5']);
    expect(asked).toHaveLength(1);
  });

  test('waits for the event where something live was lost, and keeps the order', () => {
    answer(3, { state });
    watch.live(chime(5));
    expect(heard).toEqual(['link', 'ready']);
    expect(asked).toHaveLength(1);
    watch.event(chime(4));
    expect(heard).toEqual(['link', 'ready', 'z4', 'z5']);
  });

  test('is in step again with the same hub although that has less on disk than it told', () => {
    answer(3, { state });
    watch.live(chime(4));
    watch.disconnected();
    watch.status(HUB);
    expect(asked.at(-1)).toMatchObject({ after: 3 });
    answer(3, { changes: [] });
    expect(store.snapshot.link).toBe('online');
    watch.event(chime(4));
    watch.live(chime(5));
    expect(heard.filter((what) => String(what).startsWith('z'))).toEqual(['z4', 'z5']);
  });

  test('misses nothing of a hub that lost what it had told live, and counts on from its disk', () => {
    answer(3, { state });
    watch.live(chime(4));
    watch.live(chime(5));
    watch.status({ ...HUB, instance: 'second', n: 4 });
    expect(asked.at(-1)).toMatchObject({ after: 3, instance: 'first' });
    const other = { ...chime(4), zone: 'other' };
    answer(4, { instance: 'second', changes: [other], state });
    watch.live(chime(5));
    expect(heard.slice(-3)).toEqual(['other', 'ready', 'z5']);
  });

  test('notices from the status that the last event was lost', () => {
    answer(3, { state });
    watch.status({ ...HUB, n: 3 });
    expect(asked).toHaveLength(1);
    watch.status({ ...HUB, n: 4 });
    expect(asked).toHaveLength(2);
  });

  test('shows unknown after 25 s of silence, and comes back with the next sign of life', () => {
    answer(3, { state });
    clock.advance(24_999);
    expect(store.snapshot.link).toBe('online');
    clock.advance(1);
    expect(store.snapshot.link).toBe('unknown');
    watch.status(HUB);
    expect(asked.at(-1)).toMatchObject({ after: 3 });
    answer(3, { changes: [] });
    expect(store.snapshot.link).toBe('online');
  });

  test('believes no answer of a hub that has been replaced', () => {
    const question = asked[0]?.['id'];
    watch.status({ ...HUB, instance: 'second' });
    watch.answer({ id: question, ok: true, instance: 'first', n: 3, at: 0, state });
    answer(3, { state });
    expect(store.snapshot.link).toBe('unknown');
    clock.advance(3000);
    answer(1, { instance: 'second', state });
    expect(store.snapshot.link).toBe('online');
  });

  test('dates commands by the hub’s clock, whatever ours says', () => {
    const hubTime = clock.now() + 3_600_000;
    answer(3, { at: hubTime, state });
    clock.jumpWall(-86_400_000);
    clock.advance(500);
    expect(watch.hubTime()).toBe(hubTime + 500);
  });

  test('says why the hub refused, and asks again', () => {
    watch.answer({ id: asked[0]?.['id'], ok: false, reason: 'busy' });
    expect(heard).toEqual(['busy']);
    clock.advance(3000);
    expect(asked).toHaveLength(2);
  });
});
