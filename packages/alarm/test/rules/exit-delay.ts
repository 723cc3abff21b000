import { expect } from 'expect';
import { Rehearsal } from '../rehearsal.ts';
import type { RuleTopic } from './rule.ts';

export const EXIT_DELAY: RuleTopic = {
  title: 'Exit delay',
  rules: [
    {
      rule: 'Exit delay, then armed',
      default: '60 s away, vacation and own modes; 0 home, night',
      source: 'CP-01 45–255 s',
      test: 'is arming until the exit delay ends, and then armed',
      holds() {
        const house = new Rehearsal();
        expect(house.arm('away')).toEqual({ ok: true });
        house.wait(59.9);
        expect([house.now, house.until]).toEqual(['arming away', 60]);
        house.wait(0.1);
        expect(house.now).toBe('armed away');
        house.disarm();
        house.arm('home');
        expect(house.now).toBe('armed home');
      },
    },
    {
      rule: 'The perimeter alarms during the exit delay',
      default: '–',
      source: 'as most panels',
      test: 'lets nobody in through the perimeter during the exit delay',
      holds() {
        const house = new Rehearsal();
        house.arm('away');
        house.open('door');
        house.move('hall');
        expect(house.now).toBe('arming away');
        house.open('window');
        expect(house.now).toBe('triggered away');
      },
    },
    {
      rule: 'An entry zone open at its end is an exit error: the sirens warn, the entry delay starts',
      default: '–',
      source: 'CP-01',
      test: 'warns and starts the entry delay when the exit delay ends at an open door',
      holds() {
        const house = new Rehearsal();
        house.arm('away');
        house.open('door');
        house.wait(60);
        expect([house.now, house.until]).toEqual(['pending away', 90]);
        expect(house.all('siren').at(-1)).toMatchObject({ on: true, pattern: 'warning', seconds: 30 });
        expect(house.all('state').at(-1)?.cause).toEqual({ timer: 'exit-error' });
        house.wait(30);
        expect(house.now).toBe('triggered away');
      },
    },
  ],
};
