import { describe, expect, test } from '@jest/globals';
import { Rehearsal, ZONES } from '../test/rehearsal.ts';
import { healthOf } from './health.ts';

const DAY = 86_400_000;
const devices = ZONES.map(({ device }) => device);
const look = (house: Rehearsal) => healthOf(house.state, { devices, testHoldsMs: 180 * DAY });

describe('the health of a house', () => {
  test('is well where every device is there and nothing is trouble, though no zone was ever tested', () => {
    const { ok, devices: counted, untested, ...rest } = look(new Rehearsal());
    expect(ok).toBe(true);
    expect(counted).toEqual({ total: ZONES.length, late: [], lost: [], lowBattery: [], tampered: [] });
    expect(untested).toHaveLength(6);
    expect(rest).toEqual({ troubles: [] });
  });

  test('names who is late, lost, low on battery and tampered with', () => {
    const house = new Rehearsal();
    house.feed({ type: 'trouble', at: 0, kind: 'overdue', device: 'door', on: true });
    house.available('window', false);
    house.available('hall', 'unknown');
    house.report('garage', 'batteryLow', true);
    house.report('gate', 'tamper', true);
    expect(look(house)).toMatchObject({
      ok: false,
      devices: { late: ['door'], lost: ['hall', 'window'], lowBattery: ['garage'], tampered: ['gate'] },
    });
  });

  test('counts a device that the house has and nobody has heard of as lost', () => {
    const { ok, devices: counted } = healthOf(new Rehearsal().state, { devices: ['new'], testHoldsMs: DAY });
    expect([ok, counted.lost]).toEqual([false, ['new']]);
  });

  test('asks for a walk test again when the last is too long ago', () => {
    const house = new Rehearsal();
    house.ask({ type: 'test', on: true });
    house.open('door');
    house.ask({ type: 'test', on: false });
    expect(look(house)).toMatchObject({ walkTestAt: 0 });
    expect(look(house).untested).not.toContain('door#contact');
    house.wait((181 * DAY) / 1000);
    expect(look(house).untested).toContain('door#contact');
  });

  test('tells the last self-test and the last time that nobody watched', () => {
    const house = new Rehearsal();
    house.feed({ type: 'self-test', at: 5000, day: '2026-03-01', failures: ['The siren cannot be reached.'] });
    house.stop();
    house.start(60);
    house.wait(60);
    expect(look(house)).toMatchObject({
      selfTest: { at: 5000, failures: ['The siren cannot be reached.'] },
      blind: { from: 5000, to: 65_000 },
    });
  });

  test('never asks for a walk test of a silent panic', () => {
    const house = new Rehearsal();
    house.ask({ type: 'test', on: true });
    house.press('till', 'button');
    house.ask({ type: 'test', on: false });
    expect(look(house).untested).not.toContain('till#button');
    expect(JSON.stringify(house.all('walk-test'))).not.toContain('till');
  });
});
