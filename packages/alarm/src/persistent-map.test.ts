import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PersistentMap } from './persistent-map.ts';

const KEYS = [...Array.from({ length: 2000 }, (_, index) => `source/device-${index}`), '', 'a', 'b'];

describe('a persistent map', () => {
  test('holds what was put in, and nothing that was taken out', () => {
    const step = fc.record({ key: fc.constantFrom(...KEYS), value: fc.option(fc.integer()) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        let map = new PersistentMap<number>();
        const model = new Map<string, number>();
        for (const { key, value } of steps) {
          map = value === null ? map.delete(key) : map.set(key, value);
          if (value === null) model.delete(key);
          else model.set(key, value);
        }
        for (const key of KEYS) expect(map.get(key)).toBe(model.get(key));
        expect(new Map(map.entries())).toEqual(model);
      }),
      { numRuns: 50 },
    );
  });

  test('never changes: a new one leaves the old as it was', () => {
    const old = PersistentMap.from(KEYS.map((key, index) => [key, index] as const));
    let next = old;
    for (const key of KEYS) next = next.set(key, -1).delete(key);
    expect([...next.entries()]).toEqual([]);
    expect(KEYS.map((key) => old.get(key))).toEqual(KEYS.map((_, index) => index));
  });

  test('keeps keys apart whose hashes are equal', () => {
    const [one, other] = sameHash();
    const both = new PersistentMap<number>().set(one, 1).set(other, 2).set('third', 3);
    expect([both.get(one), both.get(other), both.get('third')]).toEqual([1, 2, 3]);
    const left = both.delete(one);
    expect([left.get(one), left.get(other)]).toEqual([undefined, 2]);
    expect(new Map(both.set(other, 4).entries())).toEqual(
      new Map([
        [one, 1],
        [other, 4],
        ['third', 3],
      ]),
    );
  });
});

/** Finds two keys that a 32-bit FNV-1a cannot tell apart, the way birthdays meet. */
function sameHash(): [string, string] {
  const seen = new Map<number, string>();
  for (let index = 0; ; index++) {
    const key = `k${index.toString(36)}`;
    let hash = 0x811c9dc5;
    for (const letter of key) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    const known = seen.get(hash);
    if (known !== undefined) return [known, key];
    seen.set(hash, key);
  }
}
