import type { RuleTopic } from './rule.ts';

export const DEVICES: RuleTopic = {
  title: 'Locks, keypads and other devices',
  rules: [
    {
      rule: 'A lock that does not move in time is trouble `unconfirmed`; a jammed one `jam`',
      default: '10 s',
      source: 'ours',
      test: 'that does not move in time is trouble until it does',
      heldIn: 'packages/alarm/src/locks.test.ts',
    },
    {
      rule: 'Locks that no partition names are left alone',
      default: '–',
      source: 'life safety',
      test: 'moves by itself neither in a fire nor at arming',
      heldIn: 'packages/alarm/src/locks.test.ts',
    },
    {
      rule: 'A battery is low at 15 % and good again at 20 %, unless the device says itself',
      default: '–',
      source: 'ours',
      test: 'what a device tells of itself is trouble at the edge',
      heldIn: 'packages/alarm/src/locks.test.ts',
    },
    {
      rule: 'A tamper contact is trouble, or an alarm where it is a zone',
      default: '–',
      source: 'ours',
      test: 'a tamper contact that is a zone alarms instead',
      heldIn: 'packages/alarm/src/locks.test.ts',
    },
    {
      rule: 'A keypad is answered first, then shown the state with the seconds left',
      default: '–',
      source: 'Zigbee IAS ACE',
      test: 'is answered %s before the state is shown',
      heldIn: 'packages/alarm/src/commands.test.ts',
    },
    {
      rule: 'A zone chimes where it says, else where its partition does',
      default: "the partition's chimes",
      source: 'ours',
      test: 'sounds where the zone says, instead of where its partition does',
      heldIn: 'packages/alarm/src/entry-delay.test.ts',
    },
    {
      rule: 'A keypad is told that all ways in are locked',
      default: '–',
      source: 'ours',
      test: 'a keypad is told that all ways in are locked',
      heldIn: 'packages/alarm/src/locking.test.ts',
    },
  ],
};
