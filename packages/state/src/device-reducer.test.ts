import { describe, expect, test } from '@jest/globals';
import type { DeviceDescription, DeviceState } from '@nightlatch/model';
import { reduceDevice } from './device-reducer.ts';

const DOOR: DeviceDescription = {
  id: 'zigbee2mqtt/0x01',
  name: 'Front door',
  attributes: ['contact', 'battery'],
  events: [],
  abilities: [],
};

function described(): DeviceState {
  const { device } = reduceDevice(undefined, { type: 'described', device: DOOR }, 1);
  if (!device) throw new Error('nothing was described');
  return device;
}

describe('a described device', () => {
  test('has every attribute from the start, unknown until it reports', () => {
    expect(described().values).toEqual({ contact: { value: 'unknown' }, battery: { value: 'unknown' } });
    expect(described().available).toBe('unknown');
  });

  test('keeps the values of the attributes that it still has when described anew', () => {
    const open = reduceDevice(
      described(),
      { type: 'attributes', device: DOOR.id, values: { contact: 'open' }, cause: 'live' },
      2,
    );
    const renamed = { ...DOOR, name: 'Main door', attributes: ['contact', 'tamper'] as const };
    const { device, changes } = reduceDevice(open.device, { type: 'described', device: renamed }, 3);
    expect(device?.values).toEqual({ contact: { value: 'open', at: 2 }, tamper: { value: 'unknown' } });
    expect(changes).toHaveLength(1);
  });

  test('described the same way twice changes nothing', () => {
    expect(reduceDevice(described(), { type: 'described', device: DOOR }, 2).changes).toEqual([]);
  });
});

describe('a report of values', () => {
  test('tells what each attribute was and is, and why', () => {
    const report = {
      type: 'attributes',
      device: DOOR.id,
      values: { contact: 'open', battery: 80 },
      cause: 'live',
    } as const;
    expect(reduceDevice(described(), report, 5).changes).toEqual([
      { type: 'attribute', device: DOOR.id, attribute: 'contact', from: 'unknown', to: 'open', cause: 'live', at: 5 },
      { type: 'attribute', device: DOOR.id, attribute: 'battery', from: 'unknown', to: 80, cause: 'live', at: 5 },
    ]);
  });

  test('that repeats what is known changes only when it was last heard', () => {
    const report = { type: 'attributes', device: DOOR.id, values: { contact: 'open' }, cause: 'live' } as const;
    const first = reduceDevice(described(), report, 5).device;
    const { device, changes } = reduceDevice(first, report, 6);
    expect(changes).toEqual([]);
    expect(device?.values.contact).toEqual({ value: 'open', at: 6 });
  });

  test('ignores attributes that the device was not described with', () => {
    const report = { type: 'attributes', device: DOOR.id, values: { smoke: true }, cause: 'live' } as const;
    expect(reduceDevice(described(), report, 5)).toEqual({ device: described(), changes: [] });
  });

  test('of a device that nobody described changes nothing', () => {
    const report = { type: 'attributes', device: 'x/1', values: { smoke: true }, cause: 'live' } as const;
    expect(reduceDevice(undefined, report, 5)).toEqual({ device: undefined, changes: [] });
  });
});

test('keeps the last values of a device that is lost, beside its absence', () => {
  const open = reduceDevice(
    described(),
    { type: 'attributes', device: DOOR.id, values: { contact: 'open' }, cause: 'live' },
    2,
  ).device;
  const { device } = reduceDevice(open, { type: 'availability', device: DOOR.id, available: false }, 3);
  expect(device).toMatchObject({ available: false, values: { contact: { value: 'open', at: 2 } } });
});
