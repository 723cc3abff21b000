import { expect, test } from '@jest/globals';
import { ATTRIBUTE_NAMES, ZONE_TYPES, proposedZoneType } from '@nightlatch/model';
import type { ZoneType } from '@nightlatch/model';
import type { When } from './zone-words.ts';
import { modesOf, proposedRole, rolesFor, whenOf } from './zone-words.ts';

const MODES = ['away', 'home', 'night', 'vacation', 'guests'];

test('offers every proposal that the model makes among the roles of its sensor', () => {
  for (const name of ATTRIBUTE_NAMES) {
    const proposed = proposedZoneType(name);
    if (proposed) expect(rolesFor(name).map(({ type }) => type)).toContain(proposed);
  }
});

test('keeps an unusual role that somebody has chosen, in words', () => {
  for (const type of ZONE_TYPES) {
    const role = rolesFor('contact', type).find((one) => one.type === type);
    expect(role?.label).toMatch(/^[A-Z]/);
  }
});

test.each<[string, ZoneType | undefined]>([
  ['Front door', 'entry'],
  ['Kitchen window', 'perimeter'],
  ['Küchenfenster', 'perimeter'],
])('takes a contact called %j for %s', (name, type) => {
  expect(proposedRole('contact@left', name)).toBe(type);
});

test('a tamper switch needs no role', () => {
  expect(proposedRole('tamper', 'Siren')).toBeUndefined();
});

test.each<[ZoneType, readonly string[] | undefined, When | undefined]>([
  ['entry', undefined, 'always'],
  ['interior', undefined, 'out'],
  ['entry', ['vacation', 'away'], 'out'],
  ['interior', ['away', 'vacation', 'night'], 'out-night'],
  ['interior', MODES, 'always'],
  ['interior', ['guests'], 'own'],
  ['fire', undefined, undefined],
])('a %s zone with the modes %j is watched %s', (type, modes, when) => {
  expect(whenOf(type, modes, MODES)).toBe(when);
  if (when !== undefined && when !== 'own') expect(whenOf(type, modesOf(type, when, MODES), MODES)).toBe(when);
});

test('writes no modes where they are the usual ones', () => {
  expect(modesOf('entry', 'always', MODES)).toBeUndefined();
  expect(modesOf('interior', 'out', MODES)).toBeUndefined();
  expect(modesOf('fire', 'out', MODES)).toBeUndefined();
  expect(modesOf('interior', 'always', MODES)).toEqual(MODES);
});
