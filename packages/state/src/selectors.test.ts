import { expect, test } from '@jest/globals';
import type { DeviceReport, HomeChange } from '@nightlatch/model';
import { TestScheduler } from 'rxjs/testing';
import { HomeStore } from './home-store.ts';
import { attribute$, changes$, link$ } from './selectors.ts';

const DOOR = 'zigbee2mqtt/0x01';
const REPORTS: Record<string, DeviceReport> = {
  d: {
    type: 'described',
    device: { id: DOOR, name: 'Front door', attributes: ['contact'], events: [], abilities: [] },
  },
  a: { type: 'availability', device: DOOR, available: true },
  l: { type: 'availability', device: DOOR, available: false },
  o: { type: 'attributes', device: DOOR, values: { contact: 'open' }, cause: 'live' },
  c: { type: 'attributes', device: DOOR, values: { contact: 'closed' }, cause: 'live' },
};

type RunHelpers = Parameters<Parameters<TestScheduler['run']>[0]>[0];

/** Plays a marble diagram of reports into a store and holds what a selector shows against another. */
function marbles(play: (store: HomeStore, run: RunHelpers) => void): void {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run((run) =>
    play(new HomeStore('online'), run),
  );
}

test('an attribute is unknown until it was reported, and again while its device is lost', () => {
  marbles((store, { hot, expectObservable }) => {
    hot('-d-a-o-c-l-a', REPORTS).subscribe((report) => store.apply(report, 0));
    const shown = { u: 'unknown', o: 'open', c: 'closed' };
    expectObservable(attribute$(store, DOOR, 'contact')).toBe('u----o-c-u-c', shown);
  });
});

test('an attribute is unknown while the hub is away, whatever it last was', () => {
  marbles((store, { hot, expectObservable }) => {
    hot('-dao', REPORTS).subscribe((report) => store.apply(report, 0));
    hot('-----x-y').subscribe((mark) => store.setLink(mark === 'x' ? 'unknown' : 'online', 0));
    expectObservable(attribute$(store, DOOR, 'contact')).toBe('u--o-u-o', { u: 'unknown', o: 'open' });
  });
});

test('the link is followed from now on', () => {
  marbles((store, { hot, expectObservable }) => {
    hot('--x--y').subscribe((mark) => store.setLink(mark === 'x' ? 'unknown' : 'online', 0));
    expectObservable(link$(store)).toBe('n-u--n', { n: 'online', u: 'unknown' });
  });
});

test('the snapshot is already at the change that is delivered', () => {
  const store = new HomeStore('online');
  const seen: unknown[] = [];
  changes$(store).subscribe((change: HomeChange) =>
    seen.push([change.type, store.snapshot.devices.get(DOOR)?.values.contact?.value]),
  );
  for (const report of [REPORTS['d'], REPORTS['o'], REPORTS['c']]) if (report) store.apply(report, 0);
  expect(seen).toEqual([
    ['described', 'unknown'],
    ['attribute', 'open'],
    ['attribute', 'closed'],
  ]);
});
