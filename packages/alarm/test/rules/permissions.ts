import type { RuleTopic } from './rule.ts';

export const PERMISSIONS: RuleTopic = {
  title: 'Permissions',
  rules: [
    {
      rule: 'What an origin may do without a code, and what never',
      default: "the configuration's",
      source: 'ours',
      test: 'that its origin may never give is refused with a code too, unjudged',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: '`disarmOnEntryOnly`: without a code only while an entry delay runs',
      default: 'off',
      source: 'ours',
      test: 'may disarm only on entry where the owner says so',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: 'Every command is answered exactly once',
      default: '–',
      source: 'ours',
      test: 'every command is answered exactly once',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
  ],
};
