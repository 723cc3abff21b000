import { expect, test } from '@jest/globals';
import type { HomeChange } from '@nightlatch/model';
import { InvariantError } from '@nightlatch/model';
import { MemoryHome } from './memory-home.ts';

test('publishes what is shown of a partition, with what it was before', () => {
  const home = new MemoryHome();
  const changes: HomeChange[] = [];
  home.changes.subscribe((change) => void changes.push(change));
  home.partition('house').partition('house', { state: 'arming', mode: 'away', until: 5 });
  home.partition('house', { state: 'armed' });
  const views = changes.flatMap((change) => (change.type === 'partition' ? [change] : []));
  expect(views.map(({ from, to }) => [from?.state, to.state, to.mode, to.until])).toEqual([
    [undefined, 'disarmed', undefined, undefined],
    ['disarmed', 'arming', 'away', 5],
    ['arming', 'armed', 'away', undefined],
  ]);
});

test('a disarmed partition has neither mode nor deadline', () => {
  const home = new MemoryHome().partition('house', { state: 'pending', mode: 'night', until: 9 });
  home.partition('house', { state: 'disarmed' });
  const view = home.snapshot.partitions.get('house');
  expect(view && ['mode' in view, 'until' in view]).toEqual([false, false]);
});

test('a device with values is there, one without has not been heard of', () => {
  const home = new MemoryHome()
    .device({ id: 'a/door' }, { contact: 'closed' })
    .device({ id: 'a/new', attributes: ['contact'] });
  expect(home.snapshot.devices.get('a/door')?.available).toBe(true);
  expect(home.snapshot.devices.get('a/new')?.available).toBe('unknown');
  expect(home.snapshot.devices.get('a/new')?.values.contact).toEqual({ value: 'unknown' });
});

test('records commands and gives the scripted answer', async () => {
  const home = new MemoryHome();
  home.answer = (command) => (command.type === 'arm' ? { ok: false, reason: 'zones-open' } : { ok: true });
  expect(await home.execute({ type: 'arm', mode: 'away' })).toEqual({ ok: false, reason: 'zones-open' });
  expect(home.takeCommand()).toEqual({ type: 'arm', mode: 'away' });
  expect(() => home.takeCommand()).toThrow(InvariantError);
});

test('says which troubles came and which went', () => {
  const home = new MemoryHome();
  const said: unknown[] = [];
  home.changes.subscribe((change) => void (change.type === 'trouble' && said.push([change.kind, change.on])));
  const jam = { kind: 'jam', device: 'a/lock', since: 1 } as const;
  home.troubles([jam]);
  home.troubles([{ kind: 'clock', since: 2 }]);
  expect(said).toEqual([
    ['jam', true],
    ['jam', false],
    ['clock', true],
  ]);
});
