import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { HomeChange, PartitionView } from '@nightlatch/model';
import { zoneId } from '@nightlatch/model';
import type { CaseGround, ContractCompanion, ContractRule } from './bridge-driver.ts';
import { ANNEX, HOUSE, deviceWith } from './contract-house.ts';

const DOOR = zoneId(deviceWith('contact'), 'contact');
const BESIDE: readonly ContractCompanion[] = ['trouble', 'memory', 'bypassed', 'walkTest'];

/** What makes each shown, and what ends it. */
const SHOWN: readonly (readonly [ContractCompanion, Partial<PartitionView>, Partial<PartitionView>])[] = [
  ['memory', { memory: [DOOR] }, { memory: [] }],
  ['bypassed', { bypassed: [DOOR] }, { bypassed: [] }],
];

/** Promises about what stands beside an alarm: trouble, alarm memory, bypassed zones, the walk test. */
export function companionRules(): readonly ContractRule[] {
  return [...SHOWN.map(showsWhileItLasts), ...TROUBLE, ...MEMORY, ...WALK_TEST, ...TOLD_ELSEWHERE];
}

function showsWhileItLasts([what, begun, over]: (typeof SHOWN)[number]): ContractRule {
  return {
    title: `${what} is shown of its own partition while it lasts, and as unknown while the hub is away`,
    check: async (ground) => {
      await shows(ground, what, false);
      ground.home.partition(HOUSE, begun);
      await shows(ground, what, true);
      strictEqual(await ground.driver.companion?.(what, ANNEX), false);
      ground.home.link('unknown');
      await shows(ground, what, 'unknown');
      ground.home.link('online').partition(HOUSE, over);
      await shows(ground, what, false);
    },
  };
}

const TROUBLE: readonly ContractRule[] = [
  {
    title: 'a home that looked at itself and failed, or was blind, shows trouble until it is over',
    check: async (ground) => {
      for (const kind of ['self-test', 'blind'] as const) {
        ground.home.troubles([{ kind, since: 0 }]);
        await shows(ground, 'trouble', true);
        ground.home.troubles([]);
        await shows(ground, 'trouble', false);
      }
      ground.home.link('unknown');
      await shows(ground, 'trouble', 'unknown');
    },
  },
];

const MEMORY: readonly ContractRule[] = [
  {
    title: 'turning the memory off acknowledges it, and turning it on asks for nothing',
    check: async (ground) => {
      const { home, driver } = ground;
      await driver.turn?.('memory', HOUSE, true);
      deepStrictEqual(home.commands, []);
      home.partition(HOUSE, { memory: [DOOR] });
      await driver.settled();
      home.answer = () => {
        home.partition(HOUSE, { memory: [] });
        return { ok: true };
      };
      strictEqual(await driver.turn?.('memory', HOUSE, false), 'accepted');
      deepStrictEqual(home.takeCommand(), { type: 'acknowledge', partition: HOUSE });
      await shows(ground, 'memory', false);
    },
  },
];

const WALK_TEST: readonly ContractRule[] = [
  {
    title: 'a walk test is begun and ended by its switch, which shows one that somebody else began',
    check: async (ground) => {
      const { home, driver } = ground;
      home.answer = (command) => {
        const { untested: _, ...view } = home.snapshot.partitions.get(HOUSE)!;
        const on = command.type === 'test' && command.on;
        home.store.setPartition({
          type: 'partition',
          partition: HOUSE,
          to: on ? { ...view, untested: [DOOR] } : view,
          at: home.clock.now(),
        });
        return { ok: true };
      };
      for (const on of [true, false]) {
        strictEqual(await driver.turn?.('walkTest', HOUSE, on), 'accepted');
        deepStrictEqual(home.takeCommand(), { type: 'test', partition: HOUSE, on });
        await shows(ground, 'walkTest', on);
      }
      home.partition(HOUSE, { untested: [] });
      await shows(ground, 'walkTest', true);
    },
  },
  {
    title: 'a walk test that is refused is refused, and its switch shows none',
    check: async (ground) => {
      ground.home.answer = () => ({ ok: false, reason: 'code-required' });
      strictEqual(await ground.driver.turn?.('walkTest', HOUSE, true), 'refused');
      await shows(ground, 'walkTest', false);
    },
  },
];

/** What is told to those who watch from elsewhere, and what leaves no state behind. */
const TOLD: readonly HomeChange[] = [
  ...(['held', 'aborted', 'sent', 'cancelled'] as const).map((status): HomeChange => ({
    type: 'report',
    partition: HOUSE,
    event: 'burglary',
    status,
    code: 'BA',
    contactId: '1130',
    at: 0,
  })),
  { type: 'progress', partition: HOUSE, phase: 'exit', pace: 'fast', until: 10_000, at: 0 },
  { type: 'self-test', ok: true, failures: [], at: 0 },
  { type: 'walk-test', partition: HOUSE, seen: [], missing: [DOOR], at: 0 },
  { type: 'blind', from: 0, to: 1, moved: [], at: 1 },
  { type: 'chime', partition: HOUSE, zone: DOOR, at: 0 },
];

const TOLD_ELSEWHERE: readonly ContractRule[] = [
  {
    title: 'what becomes of a report is shown nowhere: whoever forces a code may look over the shoulder',
    check: async (ground) => {
      const before = await everything(ground);
      for (const change of TOLD) ground.home.store.publish(change);
      await ground.driver.settled();
      deepStrictEqual(await everything(ground), before);
    },
  },
];

async function everything({ driver }: CaseGround): Promise<readonly unknown[]> {
  const beside = BESIDE.map(async (what) => await driver.companion?.(what, HOUSE));
  return [await driver.shown(HOUSE), ...(await Promise.all(beside))];
}

async function shows({ driver }: CaseGround, what: ContractCompanion, expected: boolean | 'unknown'): Promise<void> {
  await driver.settled();
  strictEqual(await driver.companion?.(what, HOUSE), expected);
}
