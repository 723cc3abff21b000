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
      rule: 'A state that was frozen and thawed goes on as if it never had been',
      default: '–',
      source: 'ours',
      test: 'a state that was frozen and thawed on the way goes on as if it never had been',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
  ],
};
