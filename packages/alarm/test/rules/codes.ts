import type { RuleTopic } from './rule.ts';

export const CODES: RuleTopic = {
  title: 'Codes and lockout',
  rules: [
    {
      rule: 'A code that is offered is judged even where none is needed: it may be duress',
      default: '–',
      source: 'ours',
      test: 'that is wrong refuses even what needs none',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: 'Wrong codes lock all ways in; doubling; attempts meanwhile are refused unjudged and do not prolong it',
      default: '5; 90 s to 15 min',
      source: 'EN: 90 s',
      test: 'refuses every way in after five wrong codes, unjudged, for 90 seconds',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: 'A right code resets it',
      default: '–',
      source: 'ours',
      test: 'is forgotten after a right code',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: 'Codes that wait are reserved as if wrong: more at once are `busy`',
      default: '8',
      source: 'ours',
      test: 'lets no more codes be judged at once than it has attempts left',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: 'A lockout never blocks what needs no code, nor panic',
      default: '–',
      source: 'ours',
      test: 'never blocks panic, silence, arming without a code, or a panel that may disarm without one',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: 'Silence that needs a code is refused while locked out: judging it would give away guesses',
      default: '–',
      source: 'ours',
      test: 'refuses every way in after five wrong codes, unjudged, for 90 seconds',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
  ],
};
