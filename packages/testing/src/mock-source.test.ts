import { expect, test } from '@jest/globals';
import type { DeviceReport } from '@nightlatch/model';
import { InvariantError } from '@nightlatch/model';
import { houseBuilder } from './house-builder.ts';
import { MockSource } from './mock-source.ts';

const DOOR = 'mock/front-door';

test('reports a built house when it starts, and what it is told afterwards', async () => {
  const source = new MockSource('mock', houseBuilder().contact('Front door').build().reports);
  const reports: DeviceReport[] = [];
  await source.start({ report: (report) => void reports.push(report), keypad: () => {} });
  source.values(DOOR, { contact: 'open' });
  source.available(DOOR, false);
  source.remove(DOOR);
  expect(reports.map(({ type }) => type)).toEqual([
    'described',
    'availability',
    'attributes',
    'attributes',
    'availability',
    'removed',
  ]);
});

test('keeps its orders and answers as scripted', async () => {
  const source = new MockSource();
  const order = { type: 'siren', device: 'mock/siren', on: true } as const;
  expect(await source.order(order)).toEqual({ ok: true });
  source.obey = () => ({ ok: false, problem: 'Siren is deaf.' });
  expect(await source.order(order)).toEqual({ ok: false, problem: 'Siren is deaf.' });
  expect(source.orders).toEqual([order, order]);
});

test('refuses to report while it is not running: a test would wait for nothing', async () => {
  const source = new MockSource();
  expect(() => source.values(DOOR, { contact: 'open' })).toThrow(InvariantError);
  await source.start({ report: () => {}, keypad: () => {} });
  expect(source.isRunning).toBe(true);
  await source.stop();
  expect(() => source.values(DOOR, { contact: 'open' })).toThrow('"mock" cannot report');
});
