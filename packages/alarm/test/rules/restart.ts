import { expect } from 'expect';
import { Rehearsal } from '../rehearsal.ts';
import type { RuleTopic } from './rule.ts';

export const RESTART: RuleTopic = {
  title: 'Restart',
  rules: [
    {
      rule: 'The same arming, the same bypasses',
      default: '–',
      source: 'CP-01',
      test: 'the partition stands as it did, with the same bypasses',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
    {
      rule: 'While settling, what is heard for the first time and movement are no trips; a live opening is one',
      default: '60 s',
      source: 'CP-01 ≥ 60 s',
      test: 'a live opening trips at once',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
    {
      rule: 'A zone that was closed and is found open starts the entry delay, cause `blind`, whatever its burglary type',
      default: '–',
      source: 'ours',
      test: 'a door that was closed and is found open starts the entry delay, the cause being that nobody saw it',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
    {
      rule: 'A hazard that began unseen alarms',
      default: '–',
      source: 'ours',
      test: 'smoke that began unseen alarms',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
    {
      rule: 'What was due while blind happens at once and in full',
      default: '–',
      source: 'ours',
      test: 'a deadline that passed while blind fires at once, and the siren sounds its whole time',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
    {
      rule: 'Sirens are told again what they ought to do',
      default: '–',
      source: 'ours',
      test: 'a siren that sounded is told again, with the time that is left',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
    {
      rule: 'Codes that waited are answered `stale`',
      default: '–',
      source: 'ours',
      test: 'codes that waited are answered stale',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
    {
      rule: 'The time that was not watched is trouble `blind` until the house has settled; then each zone on guard that is still silent',
      default: '–',
      source: 'ours',
      test: 'a zone on guard that stays silent is trouble',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
    {
      rule: 'The time that was not watched is told once the house has settled, with everything that was put otherwise meanwhile: doors, locks, hazards',
      default: '–',
      source: 'ours',
      test: 'tells from when to when nobody watched, and what moved meanwhile',
      holds() {
        const house = new Rehearsal();
        house.wait(10);
        house.stop();
        house.start(180);
        house.open('door', 'resync');
        house.report('hall', 'motion', true, 'resync');
        house.close('window', 'resync');
        house.open('garage');
        expect(house.all('blind')).toEqual([]);
        house.wait(60);
        expect(house.all('blind')).toEqual([
          {
            type: 'blind',
            from: 10_000,
            to: 190_000,
            moved: [{ device: 'door', attribute: 'contact', from: 'closed', to: 'open' }],
          },
        ]);
      },
    },
    {
      rule: 'A stop before the house has settled tells what is known so far; of a time in which the clock jumped it says that nobody knows how long it was',
      default: '–',
      source: 'ours',
      test: 'tells each blind time once, also when the next begins at once',
      holds() {
        const house = new Rehearsal();
        house.stop();
        house.feed({ type: 'hub', at: house.state.at, to: 'started', clockJumped: true });
        house.stop();
        expect(house.all('blind')).toMatchObject([{ from: 0, to: 0, isUncertain: true }]);
        house.start(5);
        house.wait(60);
        expect(house.all('blind')).toMatchObject([{ isUncertain: true }, { from: 0, to: 5000 }]);
      },
    },
    {
      rule: 'When the hub was killed, watching ended at its last note of itself',
      default: 'every 30 s',
      source: 'ours',
      test: 'says to the half minute when it last watched, though nothing happened',
      heldIn: 'packages/hub/src/pulse.test.ts',
    },
    {
      rule: 'A machine that slept, or a hub that was stopped, was blind for that time: what was due happens on waking, as after a restart, and no clock was set',
      default: 'looks every 5 s; stopped for 60 s',
      source: 'ours',
      test: 'was blind for that time, and its clock was not set',
      heldIn: 'packages/hub/src/sleep.test.ts',
    },
    {
      rule: 'Delays follow time that never jumps. A wall clock that goes back or absurdly far while the hub is away counts as no time; that, and one that is set while it runs, is trouble `clock` until somebody acknowledges it. Schedules of codes follow the wall clock',
      default: '5 s',
      source: 'ours',
      test: 'sees the wall clock being set, forward and back, and not its drift',
      heldIn: 'packages/hub/src/pulse.test.ts',
    },
    {
      rule: 'What was acknowledged survives a power cut, wherever the last write was torn: arming, bypasses, delays',
      default: '–',
      source: 'ours',
      test: 'wherever the last write was torn, what was acknowledged before is there',
      heldIn: 'packages/hub/src/supervision/house-watch.test.ts',
    },
    {
      rule: 'A state that was frozen and thawed goes on as if it never had been',
      default: '–',
      source: 'ours',
      test: 'a state that was frozen and thawed on the way goes on as if it never had been',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
  ],
};
