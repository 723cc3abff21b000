import { describe, expect, test } from '@jest/globals';
import type { Home, HomeSnapshot, PartitionView } from '@nightlatch/model';
import { trustedValue } from '@nightlatch/state';
import { bridgeContract } from './bridge-contract.ts';
import type { BridgeDriver, ContractCompanion } from './bridge-driver.ts';

/** A bridge with nothing on its far side: what it shows is what it should. */
function honest(home: Home): BridgeDriver {
  return {
    async settled() {},
    shown(partition) {
      const view = home.snapshot.partitions.get(partition);
      return home.snapshot.link === 'online' && view ? { target: target(view), current: current(view) } : 'unknown';
    },
    sensor: (device, attribute) => trustedValue(home.snapshot, device, attribute),
    identity: (device) => (home.snapshot.devices.has(device) ? `serial of ${device}` : undefined),
    async request(partition, what) {
      const asked = what === 'disarmed' ? ({ type: 'disarm' } as const) : ({ type: 'arm', mode: what } as const);
      const { ok } = await home.execute({ ...asked, partition });
      return ok ? 'accepted' : 'refused';
    },
    companion(what, partition) {
      const view = home.snapshot.partitions.get(partition);
      if (home.snapshot.link !== 'online' || !view) return 'unknown';
      return beside(home.snapshot, view)[what];
    },
    async turn(what, partition, on) {
      if (what === 'memory' && on) return 'accepted';
      const asked = what === 'memory' ? ({ type: 'acknowledge' } as const) : ({ type: 'test', on } as const);
      const { ok } = await home.execute({ ...asked, partition });
      return ok ? 'accepted' : 'refused';
    },
    async stop() {},
  };
}

function beside({ troubles }: HomeSnapshot, { memory = [], bypassed, untested }: PartitionView) {
  return {
    trouble: troubles.length > 0,
    memory: memory.length > 0,
    bypassed: bypassed.length > 0,
    walkTest: untested !== undefined,
  };
}

function target(view: PartitionView): string {
  return view.state === 'disarmed' ? 'disarmed' : (view.mode ?? 'disarmed');
}

function current(view: PartitionView): string {
  if (view.state === 'triggered' || view.alarms.some(({ status }) => status === 'alarm')) return 'triggered';
  return view.state === 'arming' ? 'disarmed' : target(view);
}

/** A bridge that breaks one promise, and the titles of the cases that must notice. */
const CULPRITS: readonly [wrong: string, breaks: (home: Home) => Partial<BridgeDriver>, noticed: RegExp][] = [
  [
    'shows the last state when the hub is away',
    (home) => ({ shown: (id) => seen(home, id), sensor: (id, key) => raw(home, id, key) }),
    /a hub that is away shows unknown/,
  ],
  [
    'trusts a device that cannot be reached',
    (home) => ({ sensor: (id, key) => (home.snapshot.link === 'online' ? raw(home, id, key) : 'unknown') }),
    /cannot be reached/,
  ],
  [
    'takes a silent sensor for a closed one',
    (home) => ({
      sensor: (id, key) => (home.snapshot.devices.get(id)?.values[key]?.at ? raw(home, id, key) : 'closed'),
    }),
    /never reported/,
  ],
  [
    'names devices by their name',
    (home) => ({ identity: (id) => home.snapshot.devices.get(id)?.name }),
    /keeps its identity/,
  ],
  ['keeps showing a removed device', () => ({ identity: (id) => id }), /shown no more/],
  ['says yes to everything', (home) => ({ request: ask(home, () => 'accepted') }), /refused arm/],
  [
    'sends every request twice',
    (home) => ({
      request: async (partition, mode) => {
        await home.execute({ type: 'arm', partition, mode });
        return honest(home).request(partition, mode);
      },
    }),
    /reaches the home once/,
  ],
  [
    'knows one partition only',
    (home) => ({ request: (_, what) => honest(home).request('house', what) }),
    /never made of another/,
  ],
  [
    'shows armed while the exit delay runs',
    (home) => ({ shown: (id) => patch(home, id, 'arming', { current: 'away' }) }),
    /exit delay/,
  ],
  [
    'gives an entry delay away',
    (home) => ({ shown: (id) => patch(home, id, 'pending', { current: 'triggered' }) }),
    /entry delay/,
  ],
  [
    'forgets hazards while disarmed',
    (home) => ({ shown: (id) => patch(home, id, 'triggered', { current: 'disarmed' }) }),
    /while disarmed is shown as triggered/,
  ],
  [
    'shows the memory of another partition',
    (home) => ({
      companion: (what) => (home.snapshot.link === 'online' ? look(home, what, 'house') : 'unknown'),
    }),
    /memory is shown of its own partition/,
  ],
  [
    'shows no trouble while the hub is away',
    (home) => ({ companion: (what, id) => look(home, what, id) }),
    /trouble until it is over/,
  ],
  [
    'acknowledges whichever way the switch is turned',
    (home) => ({
      turn: async (_, partition) => {
        await home.execute({ type: 'acknowledge', partition });
        return 'accepted';
      },
    }),
    /turning the memory off acknowledges/,
  ],
  [
    'says yes to a walk test that was refused',
    (home) => ({
      turn: async (what, partition, on) => {
        await honest(home).turn?.(what, partition, on);
        return 'accepted';
      },
    }),
    /walk test that is refused/,
  ],
  [
    'shows that a report was sent',
    (home) => {
      let isSent = false;
      home.changes.subscribe((change) => void (isSent ||= change.type === 'report' && change.status === 'sent'));
      return { companion: (what, id) => isSent || look(home, what, id) };
    },
    /shown nowhere/,
  ],
];

function look(home: Home, what: ContractCompanion, id: string) {
  return beside(home.snapshot, viewOf(home.snapshot, id))[what];
}

function raw(home: Home, id: string, key: Parameters<BridgeDriver['sensor']>[1]) {
  return home.snapshot.devices.get(id)?.values[key]?.value ?? 'unknown';
}

function seen(home: Home, id: string) {
  const view = viewOf(home.snapshot, id);
  return { target: target(view), current: current(view) };
}

function patch(home: Home, id: string, state: string, wrong: { current: string }) {
  const shown = seen(home, id);
  return viewOf(home.snapshot, id).state === state ? { ...shown, ...wrong } : shown;
}

function viewOf(snapshot: HomeSnapshot, id: string): PartitionView {
  const view = snapshot.partitions.get(id);
  if (!view) throw new Error(`There is no partition ${id}.`);
  return view;
}

function ask(home: Home, answer: () => 'accepted' | 'refused'): BridgeDriver['request'] {
  return async (partition, mode) => {
    await home.execute({ type: 'arm', partition, mode });
    return answer();
  };
}

describe('an honest bridge keeps every promise', () => {
  const cases = bridgeContract({ name: 'Honest', start: async (home) => honest(home), hasCompanions: true });

  test.each(cases.map(({ title, run }) => [title, run] as const))('%s', async (_, run) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test('no two promises have the same name', () => {
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  });
});

describe('a bridge is caught that', () => {
  test.each(CULPRITS)('%s', async (_, breaks, noticed) => {
    const start = async (home: Home): Promise<BridgeDriver> => ({ ...honest(home), ...breaks(home) });
    const broken: string[] = [];
    for (const { title, run } of bridgeContract({ name: 'Culprit', start, hasCompanions: true })) {
      await run().catch(() => broken.push(title));
    }
    expect(broken.join('\n')).toMatch(noticed);
  });

  test('is stopped even when it broke a promise', async () => {
    let stopped = 0;
    const start = async (home: Home): Promise<BridgeDriver> => ({
      ...honest(home),
      shown: () => 'unknown',
      stop: async () => void (stopped += 1),
    });
    const cases = bridgeContract({ name: 'Blind', start });
    const outcomes = await Promise.allSettled(cases.map(({ run }) => run()));
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    expect(stopped).toBe(cases.length);
  });
});

test('a bridge answers only for the modes and attributes that its ecosystem has', async () => {
  const cases = bridgeContract({
    name: 'Small',
    start: async (home) => honest(home),
    modes: ['away'],
    cannotShow: ['freeze'],
  });
  const titles = cases.map(({ title }) => title);
  expect(titles.filter((title) => title.includes('request to arm'))).toHaveLength(1);
  expect(titles).not.toContain('Small: freeze is shown as it changes');
});
