import type { RuleTopic } from './rule.ts';

export const STATE: RuleTopic = {
  title: 'State',
  intro:
    'A partition has a *guard* (`disarmed`, `arming`, `armed`, `pending`) and *alarms*, one for each hazard. While any alarm sounds its state is `triggered`, also when it was disarmed; the guard goes on beneath, and shows again when the last alarm is silenced or over. `mode` stays visible while it is armed.',
  rules: [
    {
      rule: 'The state becomes `triggered` for every hazard that sounds, whatever it was',
      default: '–',
      source: 'ours',
      test: 'shows again what the partition was once it is silenced',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'An entry delay runs on beneath a fire',
      default: '–',
      source: 'ours',
      test: 'does not stop an entry delay that runs beneath it',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'Each hazard is an alarm of its own, with its zones',
      default: 'at most 64 listed',
      source: 'ours',
      test: 'a tower block on fire lists the first 64 detectors and is over only with the last',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'The same inputs give the same states and effects',
      default: '–',
      source: 'ours',
      test: 'the same inputs give the same states and effects, to the byte',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
    {
      rule: 'Time never falls; deadlines run first, each at its instant',
      default: '–',
      source: 'ours',
      test: 'no deadline is left behind, and time never falls',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
  ],
};
