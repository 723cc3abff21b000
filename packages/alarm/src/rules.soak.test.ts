import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Happening } from '../test/life.ts';
import { life, RICH } from '../test/life.ts';
import type { Step } from '../test/live.ts';
import { guardOf, liveIn } from '../test/live.ts';
import { CONFIG } from '../test/rehearsal.ts';
import type { AlarmConfig } from './config.ts';
import type { AlarmEffect } from './effect.ts';
import { INTRUSIONS } from './hazard-rules.ts';

const RUNS = { numRuns: process.env['NIGHTLATCH_SOAK'] ? 8000 : 1000 };

/** The hub runs on for an hour: every delay and every window ends. */
const HOUR: readonly Happening[] = [
  { type: 'input', after: 0, input: { type: 'hub', to: 'started' } },
  { type: 'input', after: 3_600_000, input: { type: 'tick' } },
];

function holds(check: (steps: readonly Step[]) => void): void {
  const config = fc.constantFrom<AlarmConfig>(CONFIG, RICH);
  fc.assert(
    fc.property(config, life, (house, happenings) => check(liveIn(house, [...happenings, ...HOUR]))),
    RUNS,
  );
}

type Report = Extract<AlarmEffect, { type: 'report' }>;

function reportsOf({ effects }: Step): readonly Report[] {
  return effects.filter((effect): effect is Report => effect.type === 'report');
}

function isTested({ after }: Step): boolean {
  return [...after.devices.entries()].some(([, { zones }]) => zones.some(({ testUntil }) => testUntil !== undefined));
}

describe('whatever happens', () => {
  test('what is held is sent or dropped in the end, and never both', () => {
    holds((steps) => {
      const held = new Map<string, number>();
      for (const { event, zone, status } of steps.flatMap(reportsOf)) {
        const key = `${event} ${zone}`;
        const count = held.get(key) ?? 0;
        if (status === 'held') held.set(key, count + 1);
        else if (status === 'aborted') expect(count).toBeGreaterThan(0);
        if (status === 'sent' || status === 'aborted') held.delete(key);
      }
      expect([...held.keys()]).toEqual([]);
      const left = steps.at(-1)?.after.partitions.get('house')?.reports ?? [];
      expect(left.filter(({ status }) => status === 'held')).toEqual([]);
    });
  });

  test('only a disarm takes back the report of an intrusion, and nothing takes back life safety', () => {
    holds((steps) => {
      for (const step of steps) {
        const { input, before } = step;
        const taken = reportsOf(step).filter(({ status }) => status === 'aborted' || status === 'cancelled');
        const intrusions = taken.filter(({ event }) => [...INTRUSIONS, 'exit-error'].includes(event));
        const command =
          input.type === 'command'
            ? input.command.type
            : input.type === 'code-judged' && before.codes.find(({ id }) => id === input.id)?.command.type;
        if (intrusions.length > 0) expect(command).toBe('disarm');
        for (const { event, status } of taken.filter((one) => !intrusions.includes(one)))
          expect([event, status]).toEqual([expect.stringMatching(/^(fire|water)$/), 'aborted']);
      }
    });
  });

  test('the exit delay begins anew once at most', () => {
    holds((steps) => {
      for (const { input, before, after } of steps) {
        const [was, is] = [guardOf(before), guardOf(after)];
        if (was.status !== 'arming' || is.status !== 'arming' || is.until <= was.until) continue;
        if (input.type !== 'attribute') continue;
        expect([was.isRestarted, is.isRestarted]).toEqual([undefined, true]);
      }
    });
  });

  test('smoke that comes alarms at once, unless its detector is in test', () => {
    holds((steps) => {
      for (const { input, before, after } of steps) {
        if (input.type !== 'attribute' || input.attribute !== 'smoke' || input.value !== true) continue;
        const device = before.devices.get(input.device);
        const isFresh = device?.available === true && device.values.smoke === false && before.isWatching;
        /* The hub ends the trouble of an overdue device before it passes on what the device says. */
        if (!isFresh || device.isOverdue || device.zones.some(({ testUntil }) => testUntil !== undefined)) continue;
        /* A configuration that waited may come into force with this very input: a zone that is new is no trip. */
        const isWatched =
          before.house.watchesOfDevice.has(input.device) && after.house.watchesOfDevice.has(input.device);
        if (!isWatched || input.cause !== 'live') continue;
        const alarms = after.partitions.get('house')?.alarms ?? [];
        expect(alarms.find(({ hazard }) => hazard === 'fire')).toMatchObject({ status: 'alarm' });
        expect(alarms.find(({ hazard }) => hazard === 'fire')?.isQuiet).toBeUndefined();
      }
    });
  });

  test('no zone is in test while the house stands guard, and none for ever', () => {
    holds((steps) => {
      for (const step of steps) if (guardOf(step.after).status !== 'disarmed') expect(isTested(step)).toBe(false);
      expect(steps.at(-1) && isTested(steps.at(-1)!)).toBe(false);
    });
  });

  test('a delay is announced as long as it runs, and not a moment longer', () => {
    holds((steps) => {
      let running: string | undefined;
      for (const { effects, after } of steps) {
        for (const effect of effects)
          if (effect.type === 'progress') running = effect.pace === 'off' ? undefined : effect.phase;
        const record = after.partitions.get('house');
        expect(record?.progress?.phase).toBe(running);
        const isSilent = 'mode' in guardOf(after) && after.house.partitions.get('house')?.modes['night']?.isSilent;
        const { status } = guardOf(after);
        if (status === 'disarmed' || status === 'armed') expect(running).toBeUndefined();
        else if (!isSilent && (record?.alarms ?? []).every((alarm) => alarm.status !== 'alarm'))
          expect(running).toBeDefined();
      }
    });
  });

  test('what is shut down is bypassed, and burglary only', () => {
    holds((steps) => {
      for (const { after } of steps)
        for (const id of after.partitions.get('house')?.swingers ?? []) expect(id).toMatch(/#(contact|motion)$/);
    });
  });
});
