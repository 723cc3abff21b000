import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict';
import type { AttributeName } from '@nightlatch/model';
import type { CaseGround, ContractRule } from './bridge-driver.ts';
import { ATTRIBUTE_ROWS, HOUSE, MOMENTS, deviceWith } from './contract-house.ts';

const DOOR = deviceWith('contact');

/** Promises about sensors, and about what is shown when something cannot be known. */
export function trustRules(cannotShow: readonly AttributeName[] = []): readonly ContractRule[] {
  const rows = ATTRIBUTE_ROWS.filter(([attribute]) => !cannotShow.includes(attribute));
  return [
    ...rows.map(([attribute, quiet, other]): ContractRule => ({
      title: `${attribute} is shown as it changes`,
      check: async ({ home, driver }) => {
        const device = deviceWith(attribute);
        for (const value of [quiet, other, quiet]) {
          home.report(device, { [attribute]: value });
          await driver.settled();
          strictEqual(await driver.sensor(device, attribute), value);
        }
      },
    })),
    ...TRUST,
    ...IDENTITY,
  ];
}

const TRUST: readonly ContractRule[] = [
  {
    title: 'a hub that is away shows unknown: never disarmed, never closed, never locked',
    check: async (ground) => {
      const { home, driver } = ground;
      home.link('unknown');
      await driver.settled();
      strictEqual(await driver.shown(HOUSE), 'unknown');
      strictEqual(await driver.sensor(DOOR, 'contact'), 'unknown');
      strictEqual(await driver.sensor(deviceWith('smoke'), 'smoke'), 'unknown');
      strictEqual(await driver.sensor(deviceWith('lock'), 'lock'), 'unknown');
    },
  },
  {
    title: 'a hub that returns shows what it is now, not what it was',
    check: async (ground) => {
      const { home, driver } = ground;
      home.link('unknown');
      await driver.settled();
      home.partition(HOUSE, MOMENTS.armed('away')).report(DOOR, { contact: 'open' }).link('online');
      await driver.settled();
      deepStrictEqual(await driver.shown(HOUSE), { target: 'away', current: 'away' });
      strictEqual(await driver.sensor(DOOR, 'contact'), 'open');
    },
  },
  {
    title: 'a request while the hub is away is refused',
    check: async ({ home, driver }) => {
      home.answer = () => ({ ok: false, reason: 'unavailable' });
      home.link('unknown');
      await driver.settled();
      strictEqual(await driver.request(HOUSE, 'away'), 'refused');
      strictEqual(await driver.shown(HOUSE), 'unknown');
    },
  },
  {
    title: 'a device that cannot be reached shows unknown, and its value once it can',
    check: async ({ home, driver }) => {
      home.available(DOOR, false);
      await driver.settled();
      strictEqual(await driver.sensor(DOOR, 'contact'), 'unknown');
      home.available(DOOR, true);
      await driver.settled();
      strictEqual(await driver.sensor(DOOR, 'contact'), 'closed');
    },
  },
  {
    title: 'a device that has never reported shows unknown',
    check: async ({ home, driver }) => {
      home.device({ id: 'contract/new', name: 'New door', attributes: ['contact'] });
      await driver.settled();
      strictEqual(await driver.sensor('contract/new', 'contact'), 'unknown');
    },
  },
  {
    title: 'a value that is no longer known shows unknown',
    check: async ({ home, driver }) => {
      home.report(DOOR, { contact: 'unknown' });
      await driver.settled();
      strictEqual(await driver.sensor(DOOR, 'contact'), 'unknown');
    },
  },
];

const IDENTITY: readonly ContractRule[] = [
  {
    title: 'a device that is renamed keeps its identity',
    check: async ({ home, driver }) => {
      const before = await known(driver, DOOR);
      const device = home.snapshot.devices.get(DOOR);
      home.device({ ...device, id: DOOR, name: 'Garden door' });
      await driver.settled();
      strictEqual(await driver.identity(DOOR), before);
      strictEqual(await driver.sensor(DOOR, 'contact'), 'closed');
    },
  },
  {
    title: 'a device that is added later is shown, under an identity of its own',
    check: async ({ home, driver }) => {
      home.device({ id: 'contract/late', name: 'Late door' }, { contact: 'open' });
      await driver.settled();
      notStrictEqual(await known(driver, 'contract/late'), await known(driver, DOOR));
      strictEqual(await driver.sensor('contract/late', 'contact'), 'open');
    },
  },
  {
    title: 'a device that is removed is shown no more',
    check: async ({ home, driver }) => {
      await known(driver, DOOR);
      home.remove(DOOR);
      await driver.settled();
      strictEqual(await driver.identity(DOOR), undefined);
    },
  },
];

async function known(driver: CaseGround['driver'], device: string): Promise<string | undefined> {
  const identity = await driver.identity(device);
  notStrictEqual(identity, undefined, `${device} is not shown at all.`);
  return identity;
}
