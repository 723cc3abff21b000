import type { RuleTopic } from './rule.ts';

export const BYPASS: RuleTopic = {
  title: 'Bypass',
  rules: [
    {
      rule: 'By hand until the next disarm, or until it closes',
      default: 'until disarm',
      source: 'ours',
      test: 'a bypass by hand',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'Never for life safety: fire, heat, CO, gas, medical, panic',
      default: '–',
      source: 'UL, EN',
      test: 'is refused for life safety: %s',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'Of a zone that stands guard it needs the right to disarm',
      default: '–',
      source: 'ours',
      test: 'of a zone that stands guard needs the right to disarm',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
  ],
};
