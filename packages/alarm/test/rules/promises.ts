import type { Rule, RuleTopic } from './rule.ts';

const FILE = 'packages/alarm/test/reachable/promises.ts';

function promise(rule: string, source: string, test: string): Rule {
  return { rule, default: '–', source, test, heldIn: FILE };
}

/** What the engine promises of every step, whatever came before. */
export const EVERY_STATE: RuleTopic = {
  title: 'In every state',
  intro:
    'Each of these is checked at every step from every state that twelve small houses can come to, none left out: doors, windows, movement, smoke, water, codes, losses, restarts, sirens of their own. Six of them have many states. Every test run explores those with clocks that are multiples of one step, up to 33,000 states; `npm run soak` also with the usual clocks, the largest 376,000 states and 2.5 million steps. Instants count from now, and what is past for every rule is past. Houses of 60 and of 300 zones have too many states for that: they are walked through at random, with the same checks.',
  rules: [
    promise(
      'Nobody disarms without a permitted credential or origin',
      'ours',
      'nobody disarms without a permitted credential or origin',
    ),
    promise(
      '… nor takes a zone from its guard in another way, as by a change of mode',
      'ours',
      'nobody leaves unwatched what is watched without the right to disarm',
    ),
    promise(
      'Life safety alarms in the step that hears of it, and for as long as it is there',
      'fail secure',
      'life safety alarms at once, and for as long as it is there',
    ),
    promise("No deadline grows: no entry delay, no alarm, no siren's own time", 'ours', 'a deadline never grows'),
    promise(
      'Whatever is to end by itself has its deadline',
      'ours',
      'every delay and every sounding that is bounded has its deadline',
    ),
    promise(
      'Each siren sounds exactly while an alarm does that it sounds for, and its own time is not over',
      'ours',
      'each siren sounds while an alarm does that it sounds for',
    ),
    promise(
      'Each trip sounds every siren that sounds for it',
      'ours',
      'a trip sounds each siren that sounds for its hazard',
    ),
    promise('Unknown is not closed', 'fail secure', 'what is unknown never counts as closed at arming'),
    promise(
      'Duress and a silent panic change nothing but what their sinks are told',
      'ours',
      'duress and a silent panic are like nothing and like nobody',
    ),
  ],
};
