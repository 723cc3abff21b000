import type { RuleTopic } from './rule.ts';

export const ENTRY_DELAY: RuleTopic = {
  title: 'Entry delay',
  rules: [
    {
      rule: "Entry delay: the zone's own, else the mode's",
      default: '30 s',
      source: 'CP-01 30–240 s, EN ≤ 45 s',
      test: 'starts at an entry zone, is answered by disarming, and otherwise alarms',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
    {
      rule: 'A second entry zone shortens it, never lengthens it',
      default: '–',
      source: 'as Alarmo',
      test: 'a running entry delay is never lengthened',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
    {
      rule: 'An interior zone waits `followerGrace` for a late report of the door',
      default: '1 s, 0–2',
      source: 'ours',
      test: 'waits for a late report of the door, then follows the entry delay',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
    {
      rule: '… and follows a running entry delay',
      default: '–',
      source: 'as most panels',
      test: 'follows a running entry delay',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
  ],
};
