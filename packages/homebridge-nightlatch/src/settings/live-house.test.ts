import { expect, test } from '@jest/globals';
import type { DeviceDescription, DeviceReport, DeviceSource, SourceSink } from '@nightlatch/model';
import { deviceRow } from './device-rows.ts';
import { zoneChoice } from './house-block.ts';
import type { LiveDevice } from './live-house.ts';
import { LiveHouse } from './live-house.ts';

const DOOR: DeviceDescription = {
  id: 'a/door',
  name: 'Front door',
  attributes: ['contact', 'battery', 'batteryLow', 'tamper'],
  events: [],
  abilities: [],
};

async function follow(): Promise<{ house: LiveHouse; tell: (report: DeviceReport) => void; door: () => LiveDevice }> {
  let sink: SourceSink | undefined;
  const source: DeviceSource = {
    id: 'a',
    start: async (to) => {
      sink = to;
    },
    order: async () => ({ ok: true }),
    stop: async () => undefined,
  };
  const house = new LiveHouse({
    sources: [source],
    clock: { now: () => 1000 },
    present: (device) => (device.id === 'a/hidden' ? undefined : { ...device, room: 'Hall' }),
    onChange: () => undefined,
  });
  await house.start();
  const door = (): LiveDevice => {
    const device = house.devices.get(DOOR.id);
    if (!device) throw new Error('The door is not there.');
    return device;
  };
  return { house, tell: (report) => sink?.report(report), door };
}

const row = (device: LiveDevice): ReturnType<typeof deviceRow> =>
  deviceRow(device, (_, signal) => zoneChoice({}, device, signal));

test('shows a device as unheard until it is reached and has reported', async () => {
  const { tell, door } = await follow();
  tell({ type: 'described', device: DOOR });
  expect(row(door())).toMatchObject({
    room: 'Hall',
    isAvailable: 'unknown',
    values: [{ text: 'Not heard yet', state: 'unknown' }],
  });
  tell({ type: 'attributes', device: DOOR.id, values: { contact: 'open', battery: 9 }, cause: 'retained' });
  expect(row(door()).values).toEqual([{ attribute: 'contact', text: 'Not heard yet', state: 'unknown' }]);
  tell({ type: 'availability', device: DOOR.id, available: true });
  expect(row(door())).toMatchObject({ values: [{ text: 'Open', state: 'active' }], battery: 9, isBatteryLow: true });
  expect(door()).toMatchObject({ heard: 0, moved: 0 });
});

test('counts what a device says by itself, and apart from it what somebody did', async () => {
  const { tell, door } = await follow();
  tell({ type: 'described', device: DOOR });
  tell({ type: 'attributes', device: DOOR.id, values: { contact: 'open' }, cause: 'live' });
  expect(door()).toMatchObject({ heard: 1, moved: 1 });
  tell({ type: 'attributes', device: DOOR.id, values: { contact: 'open', battery: 90 }, cause: 'live' });
  expect(door()).toMatchObject({ heard: 2, moved: 1 });
  tell({ type: 'event', device: DOOR.id, event: 'button' });
  expect(door()).toMatchObject({ heard: 3, moved: 2 });
});

test('keeps what was heard when a device is described anew, and leaves out what the owner hides', async () => {
  const { house, tell, door } = await follow();
  tell({ type: 'described', device: DOOR });
  tell({ type: 'attributes', device: DOOR.id, values: { contact: 'open' }, cause: 'live' });
  tell({ type: 'described', device: { ...DOOR, name: 'Porch' } });
  tell({ type: 'described', device: { ...DOOR, id: 'a/hidden' } });
  expect(door()).toMatchObject({ name: 'Porch', heard: 1, values: { contact: { value: 'open' } } });
  tell({ type: 'removed', device: DOOR.id });
  expect([...house.devices]).toEqual([]);
});

test('proposes one role for a door with a tamper switch, and a job for what is no sensor', async () => {
  const { tell, door } = await follow();
  tell({ type: 'described', device: DOOR });
  expect(row(door()).zones).toMatchObject([{ signal: 'contact', type: 'entry', isProposal: true, when: 'always' }]);
  tell({ type: 'described', device: { ...DOOR, attributes: ['siren'], abilities: ['siren'] } });
  expect(row(door())).toMatchObject({ zones: [], job: 'Siren: sounds when the alarm does.' });
});

test('takes other names from the owner at once', async () => {
  const { house, tell, door } = await follow();
  tell({ type: 'described', device: DOOR });
  tell({ type: 'attributes', device: DOOR.id, values: { contact: 'open' }, cause: 'live' });
  house.presentAs((device) => ({ ...device, name: 'Porch' }));
  expect(door()).toMatchObject({ name: 'Porch', heard: 1 });
  expect(house.ownName(DOOR.id)).toBe('Front door');
});

test('tells the sensors of one device apart', async () => {
  const { tell, door } = await follow();
  tell({ type: 'described', device: { ...DOOR, attributes: ['smoke', 'carbonMonoxide'] } });
  expect(row(door()).zones.map(({ part, type }) => [part, type])).toEqual([
    ['Smoke', 'fire'],
    ['Carbon monoxide', 'co'],
  ]);
});
