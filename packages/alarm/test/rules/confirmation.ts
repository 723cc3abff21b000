import type { RuleTopic } from './rule.ts';

export const CONFIRMATION: RuleTopic = {
  title: 'Confirmation',
  rules: [
    {
      rule: '`confirm`: so many activations within so many seconds; forgotten at each arming',
      default: 'off',
      source: 'double knock',
      test: 'needs so many activations of the zone',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
    {
      rule: '`groups`: so many different zones within so many seconds',
      default: 'off',
      source: 'CP-01 cross zone',
      test: 'needs so many different zones',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
    {
      rule: 'A partner that is unavailable or bypassed leaves the other acting alone',
      default: '–',
      source: 'ours',
      test: 'leaves a zone acting alone when its partner is %s',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
  ],
};
