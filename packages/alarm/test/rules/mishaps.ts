import { expect } from 'expect';
import { Rehearsal, withHouse } from '../rehearsal.ts';
import type { RuleTopic } from './rule.ts';

export const MISHAPS: RuleTopic = {
  title: 'What went wrong elsewhere',
  intro: 'Faults that owners of other alarms reported, and what this one does instead.',
  rules: [
    {
      rule: "After the siren's time the partition stays armed, though the burglar's door still stands open",
      default: '–',
      source: 'Alarmo 1146, 1294: it looked again and disarmed',
      test: 'never disarms because a door still stands open when the siren ends',
      holds() {
        const house = new Rehearsal().armed();
        house.open('window');
        house.wait(24 * 3600);
        expect(house.now).toBe('armed away');
        house.move('hall');
        house.wait(1);
        expect(house.now).toBe('triggered away');
      },
    },
    {
      rule: 'A door that opens and closes at once trips, though it was unknown a moment before',
      default: '–',
      source: 'Alarmo 1450: lost as a first value',
      test: 'does not lose a fast opening of a door that was unknown',
      holds() {
        const house = new Rehearsal().armed();
        house.report('window', 'contact', 'unknown');
        house.open('window');
        house.close('window');
        expect(house.now).toBe('triggered away');
      },
    },
    {
      rule: 'Arming that is refused disarms nothing',
      default: '–',
      source: 'Alarmo 941: a master with one open sensor disarmed every area',
      test: 'stays armed when a change of mode is refused',
      holds() {
        const house = new Rehearsal().armed('home');
        house.available('hall', false);
        expect(house.arm('away')).toMatchObject({ reason: 'zones-unknown' });
        expect(house.now).toBe('armed home');
      },
    },
    {
      rule: 'Opening the door to leave does not end the arming',
      default: '–',
      source: 'Alarmo 404, 625, 659',
      test: 'goes on arming when the door opens to leave',
      holds() {
        const house = new Rehearsal();
        house.arm('away');
        house.open('door');
        expect(house.now).toBe('arming away');
        house.close('door');
        house.wait(60);
        expect(house.now).toBe('armed away');
      },
    },
    {
      rule: 'No zone stays bypassed after a disarm, whyever it was',
      default: '–',
      source: 'Alarmo 778',
      test: 'watches every zone again at the next arming',
      holds() {
        const house = new Rehearsal(withHouse({ swingerTrips: 1 }));
        house.open('window');
        house.arm('away', { force: true });
        house.wait(60);
        house.move('hall');
        house.wait(1);
        expect(house.view.bypassed).toEqual(['window#contact', 'hall#motion']);
        house.disarm();
        expect(house.view.bypassed).toEqual([]);
        house.close('window');
        house.armed().open('window');
        expect(house.now).toBe('triggered away');
      },
    },
    {
      rule: 'Sensors that are lost at night wake nobody',
      default: '–',
      source: 'Alarmo 1059, 1174',
      test: 'does not alarm when every sensor is lost at once',
      holds() {
        const house = new Rehearsal().armed('night');
        for (const { device } of house.config.partitions[0]?.zones ?? []) house.available(device, false);
        house.wait(3600);
        expect(house.now).toBe('armed night');
        expect(house.all('siren')).toEqual([]);
      },
    },
  ],
};
