import { expect } from 'expect';
import { CONFIG, POLICY, Rehearsal } from '../rehearsal.ts';
import type { RuleTopic } from './rule.ts';

function trouble(house: Rehearsal, kind: string, device: string, on: boolean): void {
  house.feed({ type: 'trouble', at: house.state.at, kind, device, on });
}

export const SUPERVISION: RuleTopic = {
  title: 'Supervision',
  intro:
    'Each device has a time in which it must be heard of, though nothing changed. [Why, and how it is measured](decisions/0012-supervision.md).',
  rules: [
    {
      rule: 'A device that is not heard of in its time is trouble `overdue`, and its zones count as unknown until it is',
      default: '25 h with a battery; others not',
      source: 'Zigbee2MQTT’s time for passive devices',
      test: 'a device that is overdue refuses arming as unknown, and is trusted again once it is heard of',
      holds() {
        const house = new Rehearsal();
        trouble(house, 'overdue', 'door', true);
        expect(house.arm('away')).toEqual({ ok: false, reason: 'zones-unknown', zones: ['door#contact'] });
        trouble(house, 'overdue', 'door', false);
        expect(house.arm('away')).toEqual({ ok: true });
        expect(house.all('trouble').map(({ kind, on }) => [kind, on])).toEqual([
          ['overdue', true],
          ['overdue', false],
        ]);
      },
    },
    {
      rule: 'A zone that was closed when its device fell silent and is open when it is heard of again starts the entry delay',
      default: '–',
      source: 'fail secure',
      test: 'what an overdue device says when it is back is taken for what happened unseen',
      holds() {
        const house = new Rehearsal().armed();
        trouble(house, 'overdue', 'window', true);
        house.open('window', 'resync');
        expect(house.now).toBe('armed away');
        trouble(house, 'overdue', 'window', false);
        expect(house.now).toBe('pending away');
      },
    },
    {
      rule: 'Being overdue survives a restart',
      default: '–',
      source: 'fail secure',
      test: 'a device that was overdue still is after a restart',
      holds() {
        const house = new Rehearsal();
        trouble(house, 'overdue', 'door', true);
        house.stop();
        house.start(60);
        house.available('door', true);
        house.wait(60);
        expect(house.view.ready['away']).toContain('door#contact');
      },
    },
    {
      rule: 'Several devices of one source that fall silent together are trouble `jamming`; a source that is lost itself is trouble `unavailable` of that source instead',
      default: '3 and 30 % of its devices within 5 min',
      source: 'ours, as SimpliSafe reports it',
      test: 'several devices of a source that fall silent together are suspected jamming',
      heldIn: 'packages/hub/src/supervision/jamming-policy.test.ts',
    },
    {
      rule: 'Suspected jamming is a tamper alarm of what is armed, where the owner wants that',
      default: 'off',
      source: 'EN 50131: substitution and blocking are tampering',
      test: 'suspected jamming alarms where it is wanted, and only what is armed',
      holds() {
        const quiet = new Rehearsal().armed();
        trouble(quiet, 'jamming', 'zigbee2mqtt', true);
        expect(quiet.now).toBe('armed away');
        const loud = new Rehearsal({ ...CONFIG, policy: { ...POLICY, isJammingAlarm: true } });
        trouble(loud, 'jamming', 'zigbee2mqtt', true);
        expect(loud.now).toBe('disarmed');
        trouble(loud, 'jamming', 'zigbee2mqtt', false);
        loud.armed();
        trouble(loud, 'jamming', 'zigbee2mqtt', true);
        expect(loud.now).toBe('triggered away');
        expect(loud.all('hazard')).toMatchObject([{ hazard: 'tamper', to: 'alarm' }]);
      },
    },
    {
      rule: 'Once a day the house looks at itself: journal, keys, sources, sirens, clock. What is not well is trouble `self-test` until a later test finds it well',
      default: 'at 12:00, the house’s time',
      source: 'ours',
      test: 'a self-test that fails is trouble until one that does not',
      holds() {
        const house = new Rehearsal();
        const look = (day: string, ...failures: string[]) =>
          house.feed({ type: 'self-test', at: house.state.at, day, failures });
        look('2026-03-01', 'The siren cannot be reached.');
        look('2026-03-02');
        expect(house.all('self-test').map(({ ok }) => ok)).toEqual([false, true]);
        expect(house.all('trouble').map(({ kind, on }) => [kind, on])).toEqual([
          ['self-test', true],
          ['self-test', false],
        ]);
      },
    },
  ],
};

export const WALK_TEST: RuleTopic = {
  title: 'Walk test',
  rules: [
    {
      rule: 'While it is under way every burglary zone chimes and is noted; the view lists those that are still missing',
      default: '–',
      source: 'as most panels',
      test: 'the zones that were not seen yet are listed until they are',
      holds() {
        const house = new Rehearsal();
        expect(house.view.untested).toBeUndefined();
        house.ask({ type: 'test', on: true });
        expect(house.view.untested).toHaveLength(6);
        house.open('door');
        house.move('hall');
        expect(house.view.untested).toEqual(['garage#contact', 'gate#contact', 'window#contact', 'stairs#motion']);
      },
    },
    {
      rule: 'It ends by hand, by arming or by itself, and then tells what it has seen and what not',
      default: '30 min',
      source: 'ours',
      test: 'ends by itself and tells what it has seen and what not',
      holds() {
        const house = new Rehearsal();
        house.ask({ type: 'test', on: true });
        for (const device of ['door', 'garage', 'gate', 'window']) house.open(device);
        house.wait(29 * 60);
        expect(house.all('walk-test')).toEqual([]);
        house.wait(60);
        expect(house.all('walk-test')).toEqual([
          {
            type: 'walk-test',
            partition: 'house',
            seen: ['door#contact', 'garage#contact', 'gate#contact', 'window#contact'],
            missing: ['hall#motion', 'stairs#motion'],
          },
        ]);
        expect(house.view.untested).toBeUndefined();
        house.ask({ type: 'test', on: true });
        house.arm('away', { force: true });
        expect(house.all('walk-test')).toHaveLength(2);
      },
    },
    {
      rule: 'Hazards alarm as ever: nobody is to learn that a smoke alarm may be ignored. They are noted too',
      default: '–',
      source: 'life safety',
      test: 'a smoke detector that is tried alarms and is noted',
      holds() {
        const house = new Rehearsal();
        house.ask({ type: 'test', on: true });
        house.report('kitchen', 'smoke', true);
        expect(house.now).toBe('triggered');
        house.ask({ type: 'test', on: false });
        expect(house.all('walk-test')).toMatchObject([{ seen: ['kitchen#smoke'] }]);
      },
    },
  ],
};
