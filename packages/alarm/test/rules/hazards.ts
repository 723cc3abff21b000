import { HAZARD_RULES } from '../../src/hazard-rules.ts';
import type { HazardRule } from '../../src/hazard-rules.ts';
import type { RuleTopic } from './rule.ts';

/** Says how long a hazard sounds. */
function soundsUntil({ isBounded, isLatched }: HazardRule): string {
  const end = isLatched ? 'until silenced, whether or not its zone is back' : 'until silenced or back to normal';
  return isBounded ? `\`sirenSeconds\`, ${end}` : end;
}

const PATTERNS = Object.entries(HAZARD_RULES).map(
  ([hazard, rule]) =>
    `| ${hazard} | \`${rule.pattern}\` | ${soundsUntil(rule)} | ${rule.endsAtDisarm ? 'yes' : 'no'} |`,
);

export const HAZARDS: RuleTopic = {
  title: 'Hazards',
  intro: [
    'The most urgent first: where several sound at once, the sirens play the first of them. Heat is fire too.\n',
    '| Hazard | Pattern | Sounds | Ends at disarm |',
    '|---|---|---|---|',
    ...PATTERNS,
  ].join('\n'),
  rules: [
    {
      rule: 'Trips meanwhile are recorded and do not prolong it',
      default: '–',
      source: 'ours',
      test: 'further trips are recorded while it sounds, and do not prolong it',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'Silencing a burglar or tamper alarm asks for the right to disarm too',
      default: '–',
      source: 'ours: a burglar must not quiet the siren at a keypad',
      test: 'does not quiet a burglar alarm, but leaves the smoke alarm of the same moment to be quieted',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'A silenced fire sounds again at a new detector',
      default: '–',
      source: 'ours',
      test: 'sounds again at a new detector after it was silenced',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'Disarming does not clear life safety, water or freeze',
      default: '–',
      source: 'ours',
      test: 'is not cleared by disarming',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'A freeze zone on a temperature is active at or below its limit, and back half a degree above it: sensors waver',
      default: '4 °C',
      source: 'ours',
      test: 'alarms once while it wavers around the limit, and is over when it has risen by half a degree',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
    {
      rule: 'It is over when every zone is back; one that fell silent while active is not',
      default: '–',
      source: 'fail secure',
      test: 'lasts while any of its detectors does, also one that fell silent burning',
      heldIn: 'packages/alarm/src/alarms.test.ts',
    },
  ],
};
