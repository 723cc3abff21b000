import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { Log } from '@nightlatch/model';
import type { EndpointHost } from './endpoint-host.ts';
import { openEndpointMemory } from './endpoint-memory.ts';
import type { EndpointPlan } from './plan/endpoint-plan.ts';
import { RememberingHost } from './remembering-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'nightlatch-memory-'));
const file = join(folder, 'house', 'endpoints.json');
const warnings: string[] = [];
const log: Log = { error() {}, warn: (line) => void warnings.push(line), info() {}, debug() {} };
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  warnings.length = 0;
});

/** What an app would see: endpoints by key, and whether each is reachable. */
class Screen implements EndpointHost {
  readonly plans = new Map<string, EndpointPlan>();
  show(plan: EndpointPlan): void {
    this.plans.set(plan.key, plan);
  }
  refresh(): void {}
  remove(key: string): void {
    this.plans.delete(key);
  }
  async settled(): Promise<void> {}
  get seen(): object {
    return Object.fromEntries([...this.plans].map(([key, plan]) => [key, plan.read().reachable]));
  }
}

function plan(key: string): EndpointPlan {
  return {
    key,
    kind: 'contact',
    power: 'none',
    name: key,
    room: 'Hall',
    rank: 4,
    shape: 'contact',
    about: { vendor: 'Nightlatch', product: 'Device', serial: key },
    initial: { booleanState: { stateValue: false } },
    read: () => ({ reachable: true, clusters: { booleanState: { stateValue: true } } }),
  };
}

/** A start of the home, in which it shows these. */
async function start(...keys: string[]): Promise<{ screen: Screen; host: RememberingHost }> {
  const screen = new Screen();
  const host = new RememberingHost(screen, openEndpointMemory(file, log));
  await host.restore();
  for (const key of keys) host.show(plan(key));
  return { screen, host };
}

async function startAndStop(...keys: string[]): Promise<void> {
  const { host } = await start(...keys);
  host.complete();
  await host.settled();
}

test('shows what an earlier start showed, unreachable until its device is there', async () => {
  await startAndStop('door', 'hall');
  const { screen, host } = await start();
  expect(screen.seen).toEqual({ door: false, hall: false });
  expect(screen.plans.get('door')).not.toHaveProperty('ask');
  host.show(plan('door'));
  expect(screen.seen).toEqual({ door: true, hall: false });
});

test('gives up on a device at the fourth start of the home in a row without it', async () => {
  await startAndStop('door', 'hall');
  for (const _ of [1, 2, 3]) await startAndStop('door');
  const { screen, host } = await start('door');
  expect(screen.seen).toEqual({ door: true, hall: false });
  host.complete();
  await host.settled();
  expect(screen.seen).toEqual({ door: true });
  expect((await start()).screen.seen).toEqual({ door: false });
});

test('counts anew for a device that comes back, and counts no start in which the home was not heard of', async () => {
  await startAndStop('door', 'hall');
  for (const _ of [1, 2, 3]) await startAndStop('door');
  await startAndStop('door', 'hall');
  for (const _ of [1, 2, 3]) await startAndStop('door');
  for (const _ of [1, 2]) await start();
  expect((await start('door')).screen.seen).toEqual({ door: true, hall: false });
});

test('forgets what was removed', async () => {
  const { host } = await start('door', 'hall');
  host.remove('hall');
  await host.settled();
  expect((await start()).screen.seen).toEqual({ door: false });
});

test('says so and goes on with nothing when what it kept cannot be read', async () => {
  await startAndStop('door');
  writeFileSync(file, '{"v":1,"endp');
  expect((await start()).screen.seen).toEqual({});
  expect(warnings).toEqual([expect.stringContaining('cannot be read')]);
});
