import type { RuleTopic } from './rule.ts';

export const ARMING: RuleTopic = {
  title: 'Arming',
  rules: [
    {
      rule: 'With an exit delay entry and interior zones may be active, the perimeter not; without one nothing may stand open',
      default: '–',
      source: 'ours',
      test: 'what is in the way of arming',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'Movement never refuses: it may be true from before',
      default: '–',
      source: 'ours',
      test: 'is never movement, which may be true from before (%s)',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'Unknown refuses as `zones-unknown`: no value, or a device that is not surely there',
      default: '–',
      source: 'fail secure',
      test: 'what is unknown never counts as closed at arming',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
    {
      rule: 'Detectors that are watched around the clock do not depend on arming',
      default: '–',
      source: 'ours',
      test: 'is no detector that is watched around the clock',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'A refused arm changes nothing',
      default: '–',
      source: 'ours',
      test: 'a refused arm changes nothing',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: '`force` bypasses what is in the way until the next disarm',
      default: '–',
      source: 'as Alarmo',
      test: 'bypasses what is open until the next disarm',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: '… and what is unknown, with trouble `blind`',
      default: '–',
      source: 'fail secure',
      test: 'bypasses what is unknown and raises trouble',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'A change of mode is a new exit delay; the perimeter keeps alarming',
      default: '–',
      source: 'ours',
      test: 'is a new exit delay, during which the perimeter keeps alarming',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'A change that leaves unwatched what is watched, or restarts the exit delay, needs the right to disarm',
      default: '–',
      source: 'ours',
      test: '%s needs the right to disarm',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'No mode can be changed during an entry delay or a burglar alarm',
      default: '–',
      source: 'ours',
      test: 'is refused during %s, even to those who may disarm',
      heldIn: 'packages/alarm/src/arming.test.ts',
    },
    {
      rule: 'Nobody disarms without the right to',
      default: '–',
      source: 'fail secure',
      test: 'nobody disarms without the right to',
      heldIn: 'packages/alarm/src/engine.soak.test.ts',
    },
  ],
};
