import { expect } from 'expect';
import { LINK, Rehearsal } from '../rehearsal.ts';
import { armAll, DISARM_ALL, looks, TWO } from '../two-partitions.ts';
import type { RuleTopic } from './rule.ts';

export const MASTER: RuleTopic = {
  title: 'Several partitions and the master',
  intro:
    'A master is a name for several partitions, with no state of its own. It says `mixed` where they differ, unless one is `triggered` or `pending`. [Why](decisions/0008-master.md).',
  rules: [
    {
      rule: 'Partitions arm and disarm apart',
      default: '–',
      source: 'ours',
      test: 'disarming one partition leaves the other armed',
      holds() {
        const house = new Rehearsal(TWO);
        house.ask(armAll('home'));
        house.ask({ type: 'disarm', partition: 'garage' });
        expect(looks(house)).toEqual(['armed home', 'disarmed']);
      },
    },
    {
      rule: 'The master arms all of its partitions or none: one refusal refuses all, and lists what is in the way in each',
      default: 'every partition, as `all`',
      source: 'ours',
      test: 'one open zone refuses all and changes nothing',
      holds() {
        const house = new Rehearsal(TWO);
        house.open('gate');
        expect(house.ask(armAll('home'))).toEqual({ ok: false, reason: 'zones-open', zones: ['gate#contact'] });
        expect(looks(house)).toEqual(['disarmed', 'disarmed']);
      },
    },
    {
      rule: 'No arming disarms any partition, whatever refuses it',
      default: '–',
      source: 'fail secure',
      test: 'arming never disarms any of them',
      heldIn: 'packages/alarm/src/together.soak.test.ts',
    },
    {
      rule: 'It offers the modes that all have',
      default: '–',
      source: 'as Alarmo',
      test: 'refuses a mode that one of them has not',
      holds() {
        expect(new Rehearsal(TWO).ask(armAll('vacation'))).toEqual({ ok: false, reason: 'unknown-mode' });
      },
    },
    {
      rule: 'Who commands it must be allowed to in every one of its partitions',
      default: '–',
      source: 'ours',
      test: 'is not for who may act in some of its partitions only',
      heldIn: 'packages/alarm/src/together.test.ts',
    },
    {
      rule: 'In a house of several, a command that names none is refused, except at a keypad: that means what it serves, and of that what the person may act in',
      default: '–',
      source: 'ours',
      test: 'a disarming that names nothing disarms nothing',
      holds() {
        const house = new Rehearsal(TWO);
        house.ask(armAll('home'));
        expect(house.ask({ type: 'disarm' })).toEqual({ ok: false, reason: 'unknown-partition' });
        expect(house.ask(DISARM_ALL, LINK)).toEqual({ ok: false, reason: 'code-required' });
        expect(looks(house)).toEqual(['armed home', 'armed home']);
      },
    },
    {
      rule: 'What has no word for `mixed` shows the weakest of them',
      default: '–',
      source: 'fail secure',
      test: 'shows the weakest of them where they differ, a fault, and its companion',
      heldIn: 'packages/bridge-homekit/src/master.test.ts',
    },
  ],
};
