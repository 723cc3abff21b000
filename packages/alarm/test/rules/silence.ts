import type { RuleTopic } from './rule.ts';

export const SILENT_ALARMS: RuleTopic = {
  title: 'Silent alarms',
  intro:
    'Silent panic and duress go to the sinks that the configuration names under `silent`, and nowhere else. `nightlatch check` says so of every one that would reach nobody.',
  rules: [
    {
      rule: 'Silent panic reaches its sinks and changes nothing else, not even a refusal',
      default: '–',
      source: 'ours',
      test: 'a silent call shows to nobody but its sinks',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
    {
      rule: 'Duress disarms as always and tells its sinks',
      default: '–',
      source: 'CP-01',
      test: 'duress shows to nobody but its sinks',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
    {
      rule: 'Answers, changes, MQTT, orders, log, journal and replay of a disarm under duress are those of any other; a report that it seems to drop or cancel is so for everyone but the sinks',
      default: '–',
      source: 'CP-01 duress',
      test: 'a code under duress shows nowhere: answers, home, MQTT, orders, log, journal and replay are those of the usual code',
      heldIn: 'test/duress-twins.soak.test.ts',
    },
    {
      rule: 'A silent alarm is kept until each sink has it, across restarts; what comes of it is in no log and no trouble',
      default: '1 s, doubling to 5 min',
      source: 'ours',
      test: 'what has not arrived when the hub goes arrives after the next start, once',
      heldIn: 'packages/hub/src/silent/silent-outbox.test.ts',
    },
    {
      rule: 'It does not wait for a disk that fails',
      default: '2 s',
      source: 'ours',
      test: 'a disk that fails does not hold up a call for help',
      heldIn: 'packages/hub/src/silent/silent-outbox.test.ts',
    },
  ],
};
