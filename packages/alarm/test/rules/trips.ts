import type { RuleTopic } from './rule.ts';

export const TRIPS: RuleTopic = {
  title: 'Trips',
  rules: [
    {
      rule: 'A zone trips on fresh activation, never on level',
      default: '–',
      source: 'ours',
      test: 'a zone trips on fresh activation, never on level',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
    {
      rule: 'The perimeter alarms at once',
      default: '–',
      source: '–',
      test: 'is cut short by the perimeter',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
  ],
};
