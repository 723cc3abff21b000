import type { RuleTopic } from './rule.ts';

export const NEW_CONFIGURATION: RuleTopic = {
  title: 'A new configuration',
  rules: [
    {
      rule: 'A new configuration keeps states, bypasses and what is known; a partition that is armed stays until it is disarmed',
      default: '–',
      source: 'fail secure',
      test: 'without a partition that is armed leaves it on guard until it is disarmed',
      heldIn: 'packages/alarm/src/restart.test.ts',
    },
  ],
};
