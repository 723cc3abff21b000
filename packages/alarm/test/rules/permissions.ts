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
      rule: '`disarmOnEntryOnly`, for any way in: without a code only while an entry delay runs',
      default: 'none',
      source: 'ours',
      test: 'of %s may disarm on entry only where the owner names it, with a code at any time',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: 'Every command is answered exactly once',
      default: '–',
      source: 'ours',
      test: 'every command is answered exactly once',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
    {
      rule: 'A weekly schedule, on the clock of the house; past midnight it is of the day before',
      default: 'always',
      source: 'ours',
      test: 'is kept %s',
      heldIn: 'packages/alarm/src/rights-policy.test.ts',
    },
    {
      rule: 'Rights by mode: to arm and disarm those modes and no other, and not by changing the mode first',
      default: 'every mode',
      source: 'ours',
      test: 'does not disarm a house that is armed in another, nor change its mode to one of theirs',
      heldIn: 'packages/alarm/src/rights-policy.test.ts',
    },
    {
      rule: 'Whom the house lets in beside the configuration, without a restart; the configuration goes first',
      default: 'nobody',
      source: 'ours',
      test: 'may what the database lets them, without a restart, and nothing once taken out',
      heldIn: 'packages/hub/src/hub.test.ts',
    },
    {
      rule: 'Voice may arm only, code or not',
      default: 'until the owner says otherwise',
      source: 'ours: a spoken code is heard',
      test: 'lets voice arm only, code or not, until the owner says otherwise',
      heldIn: 'packages/assembly/src/plan/plan-alarm.test.ts',
    },
    {
      rule: 'Nobody comes in whom the house does not let in: there, then and in that mode, at keypads, locks and readers',
      default: '–',
      source: 'fail secure',
      test: 'nobody comes in whom the house does not let in, there, then and in that mode',
      heldIn: 'packages/alarm/src/people.soak.test.ts',
    },
  ],
};
