import { expect } from 'expect';
import { HOUSE, LINK, PANEL, Rehearsal, withHouse, withZones, zone } from '../rehearsal.ts';
import type { RuleTopic } from './rule.ts';

const AWAY = { exitDelaySeconds: 60, entryDelaySeconds: 30, autoStay: 'home' };
const AUTO_STAY = withHouse({ modes: { ...HOUSE.modes, away: AWAY } });
const DOOR = zone('door', { signal: 'contact', type: 'entry' });

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
    {
      rule: 'An entry zone that opened and closed during the exit delay and opens again begins it anew, in full, once',
      default: 'on',
      source: 'CP-01 exit time restart',
      test: 'begins the exit delay anew, once, for someone who comes back for something',
      holds() {
        const house = new Rehearsal();
        house.arm('away');
        house.open('door');
        house.close('door');
        house.wait(40);
        expect(house.until).toBe(60);
        house.open('door');
        expect([house.now, house.until]).toEqual(['arming away', 100]);
        house.close('door');
        house.wait(10);
        house.open('door');
        house.close('door');
        expect(house.until).toBe(100);
        house.wait(50);
        expect(house.now).toBe('armed away');
      },
    },
    {
      rule: '`autoStay`: armed in the house and nobody left, the mode for staying is armed instead; never for remote arming',
      default: '`home` for away',
      source: 'CP-01 auto stay',
      test: 'arms for staying when somebody in the house armed it and nobody left',
      holds() {
        const stays = new Rehearsal(AUTO_STAY);
        stays.arm('away', {}, PANEL);
        stays.wait(60);
        expect(stays.now).toBe('armed home');
        expect(stays.all('state').at(-1)?.cause).toEqual({ timer: 'auto-stay' });
        const remote = new Rehearsal(AUTO_STAY);
        remote.arm('away', {}, LINK);
        remote.wait(60);
        expect(remote.now).toBe('armed away');
        const leaves = new Rehearsal(AUTO_STAY);
        leaves.arm('away', {}, PANEL);
        leaves.open('door');
        leaves.close('door');
        leaves.wait(60);
        expect(leaves.now).toBe('armed away');
      },
    },
    {
      rule: '… nor where no entry zone of that mode could tell, or a change of mode came from another',
      default: '–',
      source: 'fail secure',
      test: 'never falls to a weaker mode than it came from, nor where no door could tell who left',
      holds() {
        const night = new Rehearsal(AUTO_STAY);
        night.arm('night', {}, PANEL);
        night.arm('away', {}, PANEL);
        night.wait(60);
        expect(night.now).toBe('armed away');
        const blind = new Rehearsal(AUTO_STAY);
        for (const device of ['door', 'garage', 'gate']) blind.ask({ type: 'bypass', zone: device });
        blind.arm('away', {}, PANEL);
        blind.wait(60);
        expect(blind.now).toBe('armed away');
      },
    },
    {
      rule: '`armOnClose`: closing the door behind you ends it 5 s later, unless it springs open again',
      default: 'off',
      source: 'as Alarmo',
      test: 'is over a moment after the last door closed',
      holds() {
        const house = new Rehearsal(withZones({ ...DOOR, armOnClose: true }));
        house.arm('away');
        house.open('door');
        house.wait(10);
        house.close('door');
        house.wait(4.9);
        expect(house.now).toBe('arming away');
        house.wait(0.1);
        expect(house.now).toBe('armed away');
      },
    },
    {
      rule: 'It is announced at its start, when 10 s are left and when it is over; so is the entry delay',
      default: 'once a second, then fast',
      source: 'CP-01 progress annunciation',
      test: 'announces a delay three times, for any number of beeps',
      holds() {
        const house = new Rehearsal();
        house.arm('away');
        house.wait(60);
        house.open('door');
        house.wait(25);
        house.disarm();
        expect(house.all('progress').map(({ phase, pace, until }) => [phase, pace, until])).toEqual([
          ['exit', 'slow', 60_000],
          ['exit', 'fast', 60_000],
          ['exit', 'off', undefined],
          ['entry', 'slow', 90_000],
          ['entry', 'fast', 90_000],
          ['entry', 'off', undefined],
        ]);
      },
    },
  ],
};
