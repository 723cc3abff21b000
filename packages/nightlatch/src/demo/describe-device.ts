import type { AttributeName, AttributeValue, DeviceState } from '@nightlatch/model';
import type { Told } from './describe-change.ts';

/** Attributes that tell what a device is about, the most telling first. */
const TELLING: readonly AttributeName[] = [
  'contact',
  'motion',
  'smoke',
  'carbonMonoxide',
  'gas',
  'heat',
  'waterLeak',
  'freeze',
  'lock',
  'siren',
];

const WORDS: Partial<Record<AttributeName, readonly [quiet: string, active: string]>> = {
  motion: ['still', 'motion'],
  smoke: ['clear', 'SMOKE'],
  carbonMonoxide: ['clear', 'CO'],
  gas: ['clear', 'GAS'],
  heat: ['normal', 'HEAT'],
  waterLeak: ['dry', 'WATER'],
  freeze: ['fine', 'FREEZING'],
  siren: ['quiet', 'SOUNDS'],
};

/** Says in a word how a device is: `open`, `unknown`, `offline`. */
export function describeDevice(device: DeviceState): Told {
  if (device.available === false) return { text: 'offline', tone: 'warn' };
  if (device.available !== true) return { text: 'unknown', tone: 'warn' };
  if (device.values.tamper?.value === true) return { text: 'TAMPERED', tone: 'bad' };
  const attribute = TELLING.find((name) => name in device.values);
  if (!attribute) return { text: 'ready', tone: 'dim' };
  const value = device.values[attribute]?.value ?? 'unknown';
  if (value === 'unknown') return { text: 'unknown', tone: 'warn' };
  const celsius = device.values.temperature?.value;
  if (attribute === 'freeze' && value === false && typeof celsius === 'number')
    return { text: `${celsius} °C`, tone: 'dim' };
  return describeValue(attribute, value);
}

function describeValue(attribute: AttributeName, value: AttributeValue): Told {
  if (attribute === 'contact')
    return value === 'open' ? { text: 'open', tone: 'warn' } : { text: 'closed', tone: 'good' };
  if (attribute === 'lock') {
    const tone = value === 'locked' ? 'good' : value === 'jammed' ? 'bad' : 'warn';
    return { text: String(value), tone };
  }
  const [quiet, active] = WORDS[attribute] ?? ['off', 'ON'];
  if (value !== true) return { text: quiet, tone: 'dim' };
  return { text: active, tone: attribute === 'motion' ? 'warn' : 'bad' };
}
