import { expect } from 'expect';
import type { AlarmConfig, SirenRule } from '../../src/config.ts';
import { Rehearsal, withHouse } from '../rehearsal.ts';
import type { RuleTopic } from './rule.ts';

function withOutdoor(rule: Omit<SirenRule, 'device'>): AlarmConfig {
  return withHouse({ sirens: ['siren', 'outdoor'], sirenRules: [{ device: 'outdoor', ...rule }] });
}

/** What one siren played, in order. */
function played(house: Rehearsal, siren = 'outdoor'): readonly (string | undefined)[] {
  return house
    .all('siren')
    .filter(({ devices }) => devices.includes(siren))
    .map(({ on, pattern }) => (on ? pattern : 'off'));
}

export const SIRENS: RuleTopic = {
  title: 'Sirens and chimes',
  rules: [
    {
      rule: 'Entry and perimeter chime when they open while disarmed',
      default: 'per zone',
      source: '–',
      test: 'sounds when a door opens while disarmed',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
    {
      rule: "After the siren's time the partition is armed again in the same mode, and the next trip alarms again",
      default: '240 s',
      source: 'EN 2–15 min',
      test: 'the next trip alarms again',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'The sirens play the most urgent: fire, CO, gas, panic, medical, burglary, tamper, water, freeze',
      default: '–',
      source: 'ours',
      test: 'goes before a burglar in the pattern of the siren, which then goes on for him',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'A siren that two partitions share stops only when both are silent',
      default: '–',
      source: 'ours',
      test: 'stops only when both are silent',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'A siren with `hazards` sounds for those only, and plays the most urgent of them; the warning of an exit error counts as burglary',
      default: 'every hazard',
      source: 'asked of Alarmo 155, 366, 896',
      test: 'sounds for its own hazards only, and plays the most urgent of them',
      holds: () => {
        const house = new Rehearsal(withOutdoor({ hazards: ['burglary', 'panic'] })).armed();
        house.report('kitchen', 'smoke', true);
        expect(played(house)).toEqual([]);
        house.open('window');
        house.press('bed', 'panic');
        expect(played(house)).toEqual(['burglary', 'panic']);
      },
    },
    {
      rule: 'A siren with `maxSeconds` stops after them while the others go on; a new trip sounds it again once it has stopped, until the alarm ends',
      default: 'as long as the others',
      source: 'EN 2–15 min',
      test: 'stops after its own time, and sounds again for a new trip',
      holds: () => {
        const house = new Rehearsal(withOutdoor({ maxSeconds: 60 })).armed();
        house.open('window');
        house.wait(60);
        expect([played(house), played(house, 'siren')]).toEqual([['burglary', 'off'], ['burglary']]);
        house.open('door');
        expect(played(house)).toEqual(['burglary', 'off', 'burglary']);
      },
    },
    {
      rule: 'Fire, CO and gas have no `maxSeconds`: they sound until silenced or over',
      default: '–',
      source: 'fail secure',
      test: 'never ends what sounds until it is silenced',
      holds: () => {
        const house = new Rehearsal(withOutdoor({ maxSeconds: 30 }));
        house.report('kitchen', 'smoke', true);
        house.wait(86_400);
        expect(played(house)).toEqual(['fire']);
      },
    },
    {
      rule: 'A siren that is told again after a restart has what is left of its own time',
      default: '–',
      source: 'ours',
      test: 'a siren with a time of its own is told again what is left of it',
      heldIn: 'packages/alarm/src/sirens.test.ts',
    },
    {
      rule: 'Rules of sirens that change while an alarm sounds take force at once',
      default: '–',
      source: 'ours',
      test: 'silence a siren that sounds for this no longer, and sound one that now does',
      heldIn: 'packages/alarm/src/sirens.test.ts',
    },
    {
      rule: 'The sirens sound whenever an alarm does that they sound for, each for its time',
      default: '–',
      source: 'ours',
      test: 'the sirens sound whenever an alarm does that they sound for, each for its time',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
  ],
};
