import { expect } from 'expect';
import type { ZoneConfig } from '../../src/config.ts';
import { HOUSE, Rehearsal, withHouse, withZones, zone } from '../rehearsal.ts';
import type { RuleTopic } from './rule.ts';

const WINDOW = zone('window', { signal: 'contact', type: 'perimeter' });
const DOOR = zone('door', { signal: 'contact', type: 'entry' });
const HALL = zone('hall', { signal: 'motion', type: 'interior' });

function houseWith(...zones: readonly ZoneConfig[]): Rehearsal {
  return new Rehearsal(withZones(...zones));
}

export const ZONE_RULES: RuleTopic = {
  title: 'Rules of single zones',
  rules: [
    {
      rule: '`delay: 2`: an entry zone has the second entry delay of its mode, `entryDelay2`',
      default: 'the first',
      source: 'as most panels',
      test: 'gives the garage the second entry delay of the mode',
      holds() {
        const modes = { away: { exitDelaySeconds: 0, entryDelaySeconds: 30, secondEntryDelaySeconds: 45 } };
        const zones = [DOOR, zone('garage', { signal: 'contact', type: 'entry', entryDelayClass: 2 })];
        const house = new Rehearsal(withHouse({ modes, zones })).armed();
        house.open('garage');
        expect(house.until).toBe(45);
        house.wait(5);
        house.open('door');
        expect(house.until).toBe(35);
      },
    },
    {
      rule: '`useExitDelay: false`: active during the exit delay it refuses and alarms like the perimeter',
      default: 'entry and interior use it',
      source: 'as Alarmo',
      test: 'alarms at once during the exit delay where a door is no way out',
      holds() {
        const house = houseWith(DOOR, zone('back', { signal: 'contact', type: 'entry', useExitDelay: false }));
        house.open('back');
        expect(house.arm('away')).toMatchObject({ reason: 'zones-open', zones: ['back#contact'] });
        house.close('back');
        house.arm('away');
        house.open('door');
        expect(house.now).toBe('arming away');
        house.open('back');
        expect(house.now).toBe('triggered away');
      },
    },
    {
      rule: '`useEntryDelay: false`: it alarms at once, also while an entry delay runs',
      default: 'entry and interior use it',
      source: 'as Alarmo',
      test: 'alarms at once where a zone is not on the way in',
      holds() {
        const house = houseWith(DOOR, { ...HALL, useEntryDelay: false }).armed();
        house.open('door');
        expect(house.now).toBe('pending away');
        house.move('hall');
        expect(house.now).toBe('triggered away');
      },
    },
    {
      rule: '`allowOpen`: may stand open when arming; bypassed until it closes, and watched from then on',
      default: 'off',
      source: 'as Alarmo',
      test: 'arms around an open window and watches it once it closes',
      holds() {
        const house = houseWith({ ...WINDOW, allowOpen: true });
        house.open('window');
        expect(house.view.ready['away']).toEqual([]);
        expect(house.arm('home')).toEqual({ ok: true });
        expect(house.view.bypassed).toEqual(['window#contact']);
        house.close('window');
        expect(house.view.bypassed).toEqual([]);
        house.open('window');
        expect(house.now).toBe('triggered home');
      },
    },
    {
      rule: '`autoBypass`: what stands open is bypassed at arming in these modes, until the next disarm',
      default: 'off',
      source: 'as Alarmo',
      test: 'leaves an open window out for the night, and refuses it in other modes',
      holds() {
        const house = houseWith({ ...WINDOW, autoBypass: ['night'] });
        house.open('window');
        expect(house.arm('home')).toMatchObject({ reason: 'zones-open' });
        expect(house.arm('night')).toEqual({ ok: true });
        house.close('window');
        house.open('window');
        expect(house.now).toBe('armed night');
        house.disarm();
        expect(house.view.bypassed).toEqual([]);
      },
    },
    {
      rule: '`whenUnavailable: alarm`: its loss trips it where it stands guard; nothing else ever alarms because it was lost',
      default: '`trouble`',
      source: 'ours: a jammed radio must not wake a house, a cut wire may',
      test: 'alarms at the loss of a zone only where the owner says so, and only on guard',
      holds() {
        const plain = houseWith(WINDOW).armed();
        plain.available('window', false);
        expect([plain.now, plain.all('trouble').length]).toEqual(['armed away', 1]);
        const wired = houseWith({ ...WINDOW, whenUnavailable: 'alarm' });
        wired.available('window', false);
        expect(wired.now).toBe('disarmed');
        wired.available('window', true);
        wired.armed();
        wired.available('window', 'unknown');
        expect(wired.now).toBe('armed away');
        wired.available('window', true);
        wired.available('window', false);
        expect(wired.now).toBe('triggered away');
      },
    },
    {
      rule: '`whenUnavailable: ignore`: its loss is no trouble; unknown, it refuses arming all the same',
      default: '`trouble`',
      source: 'fail secure',
      test: 'tells nobody of a loss that is to be ignored, and still refuses to arm around it',
      holds() {
        const house = houseWith({ ...WINDOW, whenUnavailable: 'ignore' });
        house.available('window', false);
        expect(house.all('trouble')).toEqual([]);
        expect(house.arm('home')).toMatchObject({ reason: 'zones-unknown' });
      },
    },
    {
      rule: 'A zone in test chimes where it would trip; only while disarmed, arming ends it, and so does time',
      default: '10 min',
      source: 'ours: nothing stays in test because somebody forgot it',
      test: 'chimes instead of alarming while a zone is in test, for ten minutes at most',
      holds() {
        const house = new Rehearsal();
        expect(house.ask({ type: 'test', zone: 'kitchen', on: true })).toEqual({ ok: true });
        expect(house.view.testing).toEqual(['kitchen#smoke']);
        house.report('kitchen', 'smoke', true);
        expect([house.now, house.all('chime').length]).toEqual(['disarmed', 1]);
        house.report('kitchen', 'smoke', false);
        house.wait(600);
        expect(house.view.testing).toBeUndefined();
        house.report('kitchen', 'smoke', true);
        expect(house.now).toBe('triggered');
        const door = new Rehearsal();
        door.ask({ type: 'test', zone: 'door', on: true });
        door.open('door');
        expect(door.all('chime')).toHaveLength(1);
        const armed = new Rehearsal();
        armed.ask({ type: 'test', zone: 'window', on: true });
        armed.armed();
        armed.open('window');
        expect(armed.now).toBe('triggered away');
        expect(armed.ask({ type: 'test', zone: 'hall', on: true })).toMatchObject({ reason: 'not-permitted' });
      },
    },
    {
      rule: 'A mode that is `silent`: intruders are reported and sound no siren, delays do not beep; fire sounds',
      default: 'off',
      source: 'as ADT; CP-01 silent exit',
      test: 'reports an intruder and sounds nothing in a silent mode, and still sounds for a fire',
      holds() {
        const modes = {
          ...HOUSE.modes,
          night: { exitDelaySeconds: 60, entryDelaySeconds: 30, isSilent: true as const },
        };
        const house = new Rehearsal(withHouse({ modes }));
        house.arm('night');
        house.wait(60);
        house.open('window');
        expect(house.now).toBe('triggered night');
        expect([house.all('siren'), house.all('progress')]).toEqual([[], []]);
        expect(house.all('report')).toMatchObject([{ event: 'burglary', status: 'held' }]);
        house.report('kitchen', 'smoke', true);
        expect(house.all('siren')).toMatchObject([{ on: true, pattern: 'fire' }]);
      },
    },
  ],
};
