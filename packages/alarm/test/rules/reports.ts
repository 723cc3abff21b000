import { expect } from 'expect';
import { KEYPAD, Rehearsal, withHouse } from '../rehearsal.ts';
import type { RuleTopic } from './rule.ts';

/** What was reported so far, one line each: `held burglary window BA`. */
export function reported(house: Rehearsal): readonly string[] {
  return house
    .all('report')
    .map(({ event, status, zone, code, recentClosing }) =>
      [status, event, zone?.split('#')[0], code, recentClosing && 'recent'].filter(Boolean).join(' '),
    );
}

/** Armed so long ago that nothing is labelled any more. */
function longArmed(house = new Rehearsal()): Rehearsal {
  house.armed();
  house.wait(600);
  return house;
}

/** What is reported of a window that opens so long after the exit delay. */
function alarmAfter(seconds: number): readonly string[] {
  const house = new Rehearsal();
  house.arm('away');
  house.wait(60 + seconds);
  house.open('window');
  return reported(house);
}

export const REPORTS: RuleTopic = {
  title: 'Reports: abort and cancel',
  intro: [
    'What is told of an alarm to those who watch from elsewhere. A report is `held` while a disarm in time still drops it, then `sent`; `aborted` when it was dropped, `cancelled` when what was sent is taken back.',
    'Codes are those of SIA DC-03 and Contact ID: `packages/alarm/src/report-codes.ts`. Nothing is transmitted by this release: the reports are events for whoever does.',
  ].join('\n\n'),
  rules: [
    {
      rule: '`abortWindow`: the report of an intrusion is held, and a disarm meanwhile drops it: told as `aborted`',
      default: '30 s, 15–45 or 0',
      source: 'CP-01 abort window',
      test: 'reports a burglary after the abort window, and never where it was disarmed in time',
      holds() {
        const house = longArmed();
        house.open('window');
        house.wait(29.9);
        expect(reported(house)).toEqual(['held burglary window BA']);
        house.wait(0.1);
        expect(reported(house).at(-1)).toBe('sent burglary window BA');
        const aborted = longArmed();
        aborted.open('window');
        aborted.wait(20);
        aborted.disarm();
        aborted.wait(3600);
        expect(reported(aborted)).toEqual(['held burglary window BA', 'aborted burglary window BA']);
      },
    },
    {
      rule: 'Entry delay and abort window together take no longer than 60 s: the window is shortened, unless `insist`',
      default: '60 s',
      source: 'CP-01',
      test: 'reports 60 seconds after the door opened at the latest, unless the owner insists',
      holds() {
        const modes = { away: { exitDelaySeconds: 60, entryDelaySeconds: 45 } };
        const sentAt = (insists: boolean): number => {
          const house = longArmed(
            new Rehearsal(withHouse({ modes, ...(insists ? { insistsOnAbortWindow: true } : {}) })),
          );
          const from = house.state.at;
          house.open('door');
          while (!house.all('report').some(({ status }) => status === 'sent')) house.wait(1);
          return (house.state.at - from) / 1000;
        };
        expect([sentAt(false), sentAt(true)]).toEqual([60, 75]);
      },
    },
    {
      rule: '`cancelWindow`: a disarm soon after the report cancels it',
      default: '300 s or more',
      source: 'CP-01 cancel window: at least 5 min',
      test: 'cancels a report that went out less than five minutes ago, and none that is older',
      holds() {
        const house = longArmed();
        house.open('window');
        house.wait(30 + 299);
        house.disarm();
        expect(reported(house).slice(1)).toEqual([
          'sent burglary window BA',
          'cancelled burglary BC',
          'sent burglary-restored BH',
        ]);
        const late = longArmed();
        late.open('window');
        late.wait(30 + 300);
        late.disarm();
        expect(reported(late).some((line) => line.startsWith('cancelled'))).toBe(false);
      },
    },
    {
      rule: 'Trips after the first join what is held, and are told at once when it is out',
      default: '–',
      source: 'ours',
      test: 'reports every zone that trips, together in the window and at once after it',
      holds() {
        const house = longArmed();
        house.open('window');
        house.wait(10);
        house.move('hall');
        house.wait(20);
        house.move('stairs');
        expect(reported(house)).toEqual([
          'held burglary window BA',
          'held burglary hall BA',
          'sent burglary window BA',
          'sent burglary hall BA',
          'sent burglary stairs BA',
        ]);
      },
    },
    {
      rule: 'Life safety, water and freeze are reported at once, and no disarm takes them back',
      default: '–',
      source: 'CP-01: non-fire only',
      test: 'reports a fire at once and never takes it back',
      holds() {
        const house = longArmed();
        house.report('kitchen', 'smoke', true);
        house.report('boiler', 'carbonMonoxide', true);
        house.report('cellar', 'waterLeak', true);
        house.press('bed', 'panic');
        house.disarm();
        expect(reported(house)).toEqual([
          'sent fire kitchen FA',
          'sent co boiler GA',
          'sent water cellar WA',
          'sent panic bed PA',
        ]);
      },
    },
    {
      rule: 'The end of what was reported is reported',
      default: '–',
      source: 'DC-03 restore',
      test: 'reports that a fire is over',
      holds() {
        const house = longArmed();
        house.report('kitchen', 'smoke', true);
        house.report('kitchen', 'smoke', false);
        expect(reported(house)).toEqual(['sent fire kitchen FA', 'sent fire-restored FH']);
      },
    },
    {
      rule: 'A burglary so soon after arming carries the label `recentClosing`',
      default: '2 min',
      source: 'CP-01 recent closing',
      test: 'labels an alarm within two minutes of arming, and none after',
      holds() {
        expect(alarmAfter(120)).toEqual(['held burglary window BA recent']);
        expect(alarmAfter(121)).toEqual(['held burglary window BA']);
      },
    },
    {
      rule: 'An exit error that nobody answers is reported with its door, beside the burglary',
      default: '–',
      source: 'CP-01 exit error',
      test: 'reports the door that stood open when the exit delay ended',
      holds() {
        const house = new Rehearsal();
        house.arm('away');
        house.open('door');
        house.wait(60 + 30 + 30);
        expect(reported(house)).toEqual([
          'held burglary door BA recent',
          'held exit-error door EA recent',
          'sent burglary door BA recent',
          'sent exit-error door EA recent',
        ]);
        const answered = new Rehearsal();
        answered.arm('away');
        answered.open('door');
        answered.wait(70);
        answered.disarm();
        expect(reported(answered)).toEqual([]);
      },
    },
    {
      rule: 'A disarm under duress shows as any other, and gives its sinks what it seems to drop',
      default: '–',
      source: 'CP-01 duress',
      test: 'sends what is held to the silent sinks when the disarm is under duress, and shows it dropped',
      holds() {
        const scenes = [true, false].map((duress) => {
          const house = longArmed();
          house.open('window');
          house.askWithCode({ type: 'disarm' }, 'Ana', { actor: KEYPAD, duress });
          return house;
        });
        const shown = scenes.map((house) => house.effects.filter(({ type }) => type !== 'silent'));
        expect(shown[0]).toEqual(shown[1]);
        expect(scenes[0]?.all('silent')).toMatchObject([
          { event: 'duress', reports: [{ event: 'burglary', status: 'sent', zone: 'window#contact' }] },
        ]);
        expect(scenes[1]?.all('silent')).toEqual([]);
      },
    },
    {
      rule: 'What is held survives a restart, and goes out at once where its time passed meanwhile',
      default: '–',
      source: 'fail secure',
      test: 'sends after a restart what was held before it',
      holds() {
        const house = longArmed();
        house.open('window');
        house.wait(10);
        house.stop();
        house.start(5);
        expect(reported(house)).toEqual(['held burglary window BA']);
        house.wait(15);
        expect(reported(house).at(-1)).toBe('sent burglary window BA');
        const late = longArmed();
        late.open('window');
        late.stop();
        late.start(600);
        expect(reported(late).at(-1)).toBe('sent burglary window BA');
      },
    },
  ],
};
