import type { RuleTopic } from './rule.ts';

const HUB = 'packages/hub/src/journal';

export const JOURNAL: RuleTopic = {
  title: 'The journal',
  intro: 'What is written down, for how long, and what proves it: [journal.md](journal.md).',
  rules: [
    {
      rule: 'Every input, decision, refusal and actor is written down, each entry chained to the one before it',
      default: 'HMAC-SHA256, the key outside the database',
      source: 'ours',
      test: 'keeps what was decided beside what brought it about, and the whole verifies',
      heldIn: `${HUB}/chained-hub.test.ts`,
    },
    {
      rule: 'Inputs that were journalled lead to the recorded decisions and the recovered state again, to the byte, after any kill',
      default: '–',
      source: 'ours',
      test: 'keeps what it acknowledged, resumes its state, and its journal verifies',
      heldIn: 'test/hub-crash.soak.test.ts',
    },
    {
      rule: 'A journal that was tampered with is trouble `self-test`, and the house is watched all the same',
      default: '–',
      source: 'fail secure',
      test: 'a journal that was tampered with is trouble at the next start, and the house is watched all the same',
      heldIn: `${HUB}/chained-hub.test.ts`,
    },
    {
      rule: 'An anchor of its end is given out, sealed, whether or not anything happened',
      default: 'every 60 s',
      source: 'ours',
      test: 'hands out an anchor every minute, whether or not anything happened',
      heldIn: `${HUB}/chained-hub.test.ts`,
    },
    {
      rule: 'A cut end shows by an anchor',
      default: '–',
      source: 'ours',
      test: 'shows by the anchor beside the database, and by one that was kept elsewhere',
      heldIn: `${HUB}/verify/verify-journal.test.ts`,
    },
    {
      rule: 'Old entries go by whole sealed segments, and are not mistaken for removed ones',
      default: '365 days, 500 MB',
      source: 'EN 50131-1 asks for 30 days at the least',
      test: 'what retention dropped is not missing, and what somebody drops besides is',
      heldIn: `${HUB}/verify/verify-journal.test.ts`,
    },
    {
      rule: 'The newest decisions are kept whatever their age and size',
      default: '1,000',
      source: 'EN 50131-1, event log at grade 4',
      test: 'never while fewer than 1,000 decisions would be left',
      heldIn: `${HUB}/segment-policy.test.ts`,
    },
    {
      rule: 'Duress and silent alarms are printed only when asked for',
      default: 'left out',
      source: 'ours',
      test: 'keeps duress and silent alarms to itself unless asked, in words and in JSON',
      heldIn: 'packages/nightlatch/test/journal.test.ts',
    },
  ],
};
