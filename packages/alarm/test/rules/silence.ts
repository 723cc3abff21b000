import type { RuleTopic } from './rule.ts';

export const SILENT_ALARMS: RuleTopic = {
  title: 'Silent alarms',
  intro:
    'Silent alarms have no sink yet: silent panic and duress are recognised and journalled, and reach nobody. `nightlatch check` says so of every one that is configured.',
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
  ],
};
