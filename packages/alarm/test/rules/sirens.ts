import type { RuleTopic } from './rule.ts';

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
      rule: 'The sirens sound whenever an alarm does',
      default: '–',
      source: 'ours',
      test: 'the sirens sound whenever an alarm does',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
  ],
};
