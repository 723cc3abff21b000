import { expect, test } from '@jest/globals';
import type { AlarmConfig } from '@nightlatch/alarm';
import type { CommandResult } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { inFolder } from '../../test/folder.ts';
import { HandSource } from '../../test/hand-source.ts';
import { DEVICES, smallHouse } from '../../test/small-house.ts';
import { openHub } from '../hub.ts';
import type { Hub } from '../options.ts';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
const ROUNDS = process.env['NIGHTLATCH_SOAK'] ? 400 : 24;
/** Standard deviations by which a coin may miss the middle: one test in 30,000 fails by chance. */
const CHANCE = 4;

/** A house in which wrong codes lock nobody out, so that many can be timed. */
function patientHouse(): AlarmConfig {
  const { users, policy, ...house } = smallHouse();
  const former = { name: 'Former', can: ['disarm'], isDisabled: true } as const;
  const never = { name: 'Never', can: ['disarm'], schedule: [{ days: [], from: 0, to: 1 }] } as const;
  return { ...house, users: [...users, former, never], policy: { ...policy, lockoutAttempts: 1_000_000 } };
}

const CODES: Readonly<Record<string, string>> = {
  right: '471100',
  duress: '862008',
  'of nobody': '111222',
  expired: '333444',
  'used up': '555666',
  'switched off': '777888',
  'at another hour': '999000',
};

const code = (kind: string): SecretText => new SecretText(CODES[kind] ?? '');

async function enrolAll({ codes }: Hub): Promise<void> {
  await codes.add('Ana', code('right'));
  await codes.add('Ana', code('duress'), { duress: true });
  await codes.add('Ana', code('expired'), { until: 1 });
  await codes.add('Ana', code('used up'), { uses: 0 });
  await codes.add('Former', code('switched off'));
  await codes.add('Never', code('at another hour'));
}

/** Of the rounds in which the two differ, how far one was the slower more often than a coin would have it. */
function lean(ones: readonly number[], others: readonly number[]): number {
  const slower = ones.filter((one, round) => one > (others[round] ?? 0)).length;
  return Math.abs(slower - ones.length / 2) / Math.sqrt(ones.length / 4);
}

test(
  'answers come after the same time, whyever a code is wrong, and whether or not a right one is under duress',
  () =>
    inFolder(async (folder) => {
      const hub = await openHub({
        home: { id: 'home', name: 'Home' },
        dataDir: folder,
        sources: [new HandSource(DEVICES)],
        plan: patientHouse,
        silentSinks: [{ deliver: () => Promise.resolve() }],
        log: SILENT,
      });
      await enrolAll(hub);
      const panel = hub.homeFor({ origin: 'panel' });
      const kinds = Object.keys(CODES);
      const times = new Map(kinds.map((kind) => [kind, [] as number[]]));
      const answers = new Map<string, CommandResult>();
      for (let round = -1; round < ROUNDS; round += 1) {
        /* Each round begins with another, so that no kind always follows the same one. */
        for (const [index] of kinds.entries()) {
          const kind = kinds[(index + round + kinds.length) % kinds.length] ?? '';
          const startedAt = performance.now();
          answers.set(kind, await panel.execute({ type: 'disarm', code: code(kind) }));
          if (round >= 0) times.get(kind)?.push(performance.now() - startedAt);
        }
      }
      await hub.close();
      const of = (kind: string): readonly number[] => times.get(kind) ?? [];
      const wrong = kinds.slice(3);
      expect([answers.get('right'), answers.get('duress')]).toEqual([
        { ok: false, reason: 'already' },
        { ok: false, reason: 'already' },
      ]);
      for (const kind of ['of nobody', ...wrong])
        expect([kind, answers.get(kind)]).toEqual([kind, { ok: false, reason: 'wrong-code' }]);
      expect(lean(of('duress'), of('right'))).toBeLessThan(CHANCE);
      const leans = wrong.map((kind) => [kind, lean(of(kind), of('of nobody'))] as const);
      expect(leans.filter(([, by]) => by >= CHANCE)).toEqual([]);
    }),
  120_000,
);
