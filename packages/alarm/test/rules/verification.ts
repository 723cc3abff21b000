import { expect } from 'expect';
import { Rehearsal, withHouse } from '../rehearsal.ts';
import { reported } from './reports.ts';
import type { RuleTopic } from './rule.ts';

const VERIFIED = withHouse({ hazards: { fire: { verifySeconds: 60 }, water: { isQuiet: true } } });

export const VERIFICATION: RuleTopic = {
  title: 'Hazards that differ',
  rules: [
    {
      rule: '`verify`: a single detector is looked at again before it is reported; the sirens never wait',
      default: 'off; 60 s is usual',
      source: 'fire alarm verification',
      test: 'sounds at once, says that it is verifying, and reports only what is still burning',
      holds() {
        const house = new Rehearsal(VERIFIED);
        house.report('kitchen', 'smoke', true);
        expect(house.all('siren')).toMatchObject([{ on: true, pattern: 'fire' }]);
        expect(house.view).toMatchObject({ state: 'triggered', alarms: [{ hazard: 'fire', status: 'verifying' }] });
        house.wait(60);
        expect(house.view.alarms).toMatchObject([{ status: 'alarm' }]);
        expect(house.all('hazard').map(({ to }) => to)).toEqual(['verifying', 'alarm']);
        expect(reported(house)).toEqual(['held fire kitchen FA', 'sent fire kitchen FA']);
        const toast = new Rehearsal(VERIFIED);
        toast.report('kitchen', 'smoke', true);
        toast.wait(20);
        toast.report('kitchen', 'smoke', false);
        toast.wait(60);
        expect(reported(toast)).toEqual(['held fire kitchen FA', 'aborted fire kitchen FA']);
      },
    },
    {
      rule: '… a second detector, the same one again, or a person is no false alarm: reported at once',
      default: '–',
      source: 'fire alarm verification: two detectors at once',
      test: 'reports two detectors at once, and a fire that somebody calls',
      holds() {
        const two = new Rehearsal(VERIFIED);
        two.report('kitchen', 'smoke', true);
        two.report('attic', 'smoke', true);
        expect(reported(two).slice(1)).toEqual(['sent fire kitchen FA', 'sent fire attic FA']);
        const again = new Rehearsal(VERIFIED);
        again.report('kitchen', 'smoke', true);
        again.report('kitchen', 'smoke', false);
        again.report('kitchen', 'smoke', true);
        expect(reported(again).at(-1)).toBe('sent fire kitchen FA');
        const called = new Rehearsal(VERIFIED);
        called.ask({ type: 'panic', hazard: 'fire' });
        expect(reported(called)).toEqual(['sent fire FA']);
      },
    },
    {
      rule: '`siren: false`: a leak, frost, a tamper or a medical call is shown and reported, and sounds nothing',
      default: 'they sound',
      source: 'ours; never for fire, CO, gas and panic',
      test: 'shows and reports a quiet leak without a siren',
      holds() {
        const house = new Rehearsal(VERIFIED);
        house.report('cellar', 'waterLeak', true);
        expect([house.now, house.all('siren')]).toEqual(['triggered', []]);
        expect(reported(house)).toEqual(['sent water cellar WA']);
      },
    },
    {
      rule: 'Every trip after the first is told and reported, also past the 64 zones that an alarm lists',
      default: '–',
      source: 'ours',
      test: 'tells of the hundredth detector of a tower block as of the first, and of each once',
      heldIn: 'packages/alarm/src/reporting.test.ts',
    },
  ],
};
