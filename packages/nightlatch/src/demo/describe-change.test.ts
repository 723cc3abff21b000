import { expect, test } from '@jest/globals';
import type { HomeChange } from '@nightlatch/model';
import { MemoryHome } from '@nightlatch/testing';
import { describeChange } from './describe-change.ts';

const DOOR = 'a/door';
const zone = {
  id: 'a/door#contact',
  name: 'Front door',
  device: DOOR,
  signal: 'contact',
  type: 'entry',
  modes: [],
} as const;

/** Says what a home told while something was done to it. */
function told(act: (home: MemoryHome) => void): string[] {
  const home = new MemoryHome().device({ id: DOOR, name: 'Front door', events: ['ring'] }, { contact: 'closed' });
  home.partition('house', { name: 'House', zones: [zone] });
  const lines: string[] = [];
  home.changes.subscribe((change) => {
    const line = describeChange(change, home.snapshot);
    if (line) lines.push(line.text);
  });
  act(home);
  return lines;
}

const publish = (change: HomeChange) => (home: MemoryHome) => home.store.publish(change);

test.each<[string, (home: MemoryHome) => void, string[]]>([
  ['a door', (home) => home.report(DOOR, { contact: 'open' }), ['Front door opened']],
  ['a bell', (home) => home.event(DOOR, 'ring'), ['Front door rings']],
  ['a lost device', (home) => home.available(DOOR, false), ['Front door cannot be reached']],
  ['a mode', (home) => home.partition('house', { state: 'armed', mode: 'away' }), ['House armed away']],
  ['a view whose state is the same', (home) => home.partition('house', { bypassed: [zone.id] }), []],
  [
    'a time that nobody watched',
    publish({
      type: 'blind',
      from: 0,
      to: 185_000,
      moved: [{ device: DOOR, attribute: 'contact', from: 'closed', to: 'open' }],
      at: 0,
    }),
    ['blind for 3 min; Front door: open'],
  ],
  [
    'a refusal',
    publish({ type: 'refused', command: 'arm', reason: 'zones-open', zones: [zone.id], at: 0 }),
    ['arm refused (Front door): Some zones are open: close or bypass them.'],
  ],
  [
    'a hazard',
    publish({ type: 'hazard', partition: 'house', hazard: 'burglary', zone: zone.id, to: 'alarm', at: 0 }),
    ['burglary alarm: Front door'],
  ],
  [
    'trouble',
    (home) => home.troubles([{ kind: 'jam', device: DOOR, since: 0 }]).troubles([]),
    ['trouble: jam on Front door', 'trouble over: jam on Front door'],
  ],
])('puts %s into words', (_, act, expected) => {
  expect(told(act)).toEqual(expected);
});

test('says nothing of what was so already when we looked', () => {
  const lines = told((home) =>
    home.apply({ type: 'attributes', device: DOOR, values: { contact: 'open' }, cause: 'resync' }),
  );
  expect(lines).toEqual([]);
});
