import type { AttributeName } from '@nightlatch/model';
import type { Expose, Scalar } from './expose.ts';

/** Where an expose's `value_on` is not the active value, held against its own description and the device's converter. */
export interface PolarityCorrection {
  readonly name: RegExp;
  readonly valueOn: Scalar;
  readonly says: RegExp;
  readonly reason: string;
}

const CLOSED_IS_TRUE = /closed \(= true\)/;

/** Exposes that mean the opposite of what `value_on` says: their `value_off` is the active value. */
export const INVERTED: readonly PolarityCorrection[] = [
  {
    name: /^contact$/,
    valueOn: true,
    says: CLOSED_IS_TRUE,
    reason: 'TERNCY-DC01 puts "closed" under value_on; its description says closed is true',
  },
  {
    name: /^contact$/,
    valueOn: 'ON',
    says: CLOSED_IS_TRUE,
    reason: 'POK003 and POK010 report ON for a closed float switch',
  },
  {
    name: /^garage_door_contact$/,
    valueOn: true,
    says: CLOSED_IS_TRUE,
    reason: 'TS0601_garage_door_opener and TS0603: description and Home Assistant discovery agree that false is open',
  },
  {
    name: /^contact_alarm_[12]$/,
    valueOn: true,
    says: /opened or closed/,
    reason: 'the converter inverts the alarm bit of every contact zone, the expose does not: true is closed',
  },
  {
    name: /^dry_contact$/,
    valueOn: 'contact_closed',
    says: /closed or open/,
    reason: 'SDC-4-1-00 names the words themselves',
  },
];

/** Tells whether an expose's active value is its `value_off`. */
export function isInverted(expose: Expose): boolean {
  return INVERTED.some(
    ({ name, valueOn, says }) => name.test(expose.name) && valueOn === expose.valueOn && says.test(expose.description),
  );
}

/** What an alarm without a kind is about, on devices whose definition does not say it anywhere else. */
export interface MeaningCorrection {
  readonly model: string;
  readonly name: string;
  readonly feeds: AttributeName;
  readonly reason: string;
}

/** The only rows that name models: their exposes say "alarm" and no more. */
export const MEANINGS: readonly MeaningCorrection[] = [
  { model: '1811680', name: 'alarm_1', feeds: 'contact', reason: 'an opening sensor exposed as an unspecified alarm' },
  { model: 'S901D-ZG', name: 'alarm_1', feeds: 'contact', reason: 'a door sensor exposed as an unspecified alarm' },
  {
    model: 'ZD1-EN',
    name: 'alarm',
    feeds: 'contact',
    reason: 'a door and window sensor exposed as an unspecified alarm',
  },
  { model: 'MIR-SM100-E', name: 'alarm_1', feeds: 'smoke', reason: 'a smoke sensor exposed as an unspecified alarm' },
  { model: 'FFZB1-SM-ECO', name: 'alarm', feeds: 'smoke', reason: "listens for a smoke detector's tone" },
  { model: 'HM-5HA-E', name: 'alarm', feeds: 'heat', reason: 'a heat alarm exposed as an unspecified alarm' },
  { model: 'SZW08', name: 'alarm_status', feeds: 'waterLeak', reason: 'a leak sensor exposed as an unspecified alarm' },
  {
    model: 'W04-Z10T',
    name: 'alarm_status',
    feeds: 'waterLeak',
    reason: 'a leak sensor exposed as an unspecified alarm',
  },
];
