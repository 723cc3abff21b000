import type { RuleTopic } from './rule.ts';

const HELD = { heldIn: 'packages/alarm/src/locking.test.ts' } as const;

export const LOCKS: RuleTopic = {
  title: 'Locks and readers',
  intro: 'A partition leaves locks alone until some are named under `locks`.',
  rules: [
    {
      rule: 'Arming locks them once the partition is armed, at the end of the exit delay',
      default: 'every mode',
      source: 'SimpliSafe, Vivint',
      test: 'locks every lock, once the exit delay is over',
      ...HELD,
    },
    {
      rule: 'An exit error locks nothing: a door stands open',
      default: '–',
      source: 'ours',
      test: 'locks nothing while a door stands open at the end of the exit delay',
      ...HELD,
    },
    {
      rule: 'Nothing locks by itself during fire, CO or gas, silenced or not',
      default: '–',
      source: 'life safety',
      test: 'locks nothing during %s, and after it was silenced',
      ...HELD,
    },
    {
      rule: 'A jammed or lost lock refuses arming as `trouble` where the owner wants it; `force` arms all the same',
      default: '`warn`',
      source: 'ours',
      test: 'refuses arming where it should, unless it is forced',
      ...HELD,
    },
    {
      rule: 'One that jams or does not answer after arming leaves it armed, and is trouble',
      default: '10 s',
      source: 'fail secure',
      test: 'only after arming leaves it armed, and is trouble',
      ...HELD,
    },
    {
      rule: "A lock's word that it moved is believed when it has stood",
      default: '5 s',
      source: 'ours: some say locked, and then that they jammed',
      test: 'is believed only when its word has stood',
      ...HELD,
    },
    {
      rule: 'Hazards unlock where the owner says so',
      default: 'none',
      source: 'life safety',
      test: 'unlocks where the owner says so, and nowhere else',
      ...HELD,
    },
    {
      rule: '… and do not wait until they are verified',
      default: '–',
      source: 'life safety: only the report waits',
      test: 'does not wait until it is verified, and unlocks once',
      ...HELD,
    },
    {
      rule: "A code or tag of the lock's own disarms for the one whose slot it is, if they may at this hour",
      default: 'off',
      source: 'Yale, Vivint',
      test: 'disarms for the one whose it is, and names them',
      ...HELD,
    },
    {
      rule: 'One that was enrolled, as that of a guest, disarms as long and as often as it is good; the configuration goes first',
      default: 'none enrolled',
      source: 'ours',
      test: 'that was enrolled disarms within its limits, and the configuration goes first',
      ...HELD,
    },
    {
      rule: '… but not while all ways in are locked',
      default: '–',
      source: 'ours',
      test: 'does not disarm while all ways in are locked',
      ...HELD,
    },
    {
      rule: 'A tag that is being learned opens and disarms nothing, and counts against no lockout',
      default: 'one tag, within 60 s',
      source: 'ours',
      test: 'opens nothing while it is, disarms from then on, and is a stranger again once revoked',
      heldIn: 'packages/hub/src/learning.test.ts',
    },
    {
      rule: 'A tag at a reader opens its door for those who may unlock, and disarms where reader and person both may',
      default: 'disarming off',
      source: 'card access',
      test: 'opens the door that the reader stands for, and disarms for those who may',
      ...HELD,
    },
  ],
};
