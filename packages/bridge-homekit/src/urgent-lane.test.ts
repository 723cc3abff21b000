import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import type * as Hap from '@homebridge/hap-nodejs';
import type { HapModule } from './hap.ts';
import { ordinaryLane, urgentLane } from './urgent-lane.ts';

const hap: HapModule = createRequire(import.meta.url)('@homebridge/hap-nodejs') as typeof Hap;
const { Characteristic: C, Service: S } = hap;

/** Collects what a service tells its accessory, as the type that decides when it leaves. */
function told(service: Hap.Service, look: (change: Hap.ServiceCharacteristicChange) => string | undefined) {
  const events: { type: string | undefined; value: unknown; isOmitted: boolean }[] = [];
  service.on(hap.ServiceEventTypes.CHARACTERISTIC_CHANGE, (change) => {
    const { context } = change;
    const isOmitted = typeof context === 'object' && context !== null && 'omitEventUpdate' in context;
    events.push({ type: isOmitted ? undefined : look(change), value: change.newValue, isOmitted });
  });
  return events;
}

describe('the urgent lane', () => {
  test('tells smoke once, under a type that hap-nodejs sends at once, and with its own id', () => {
    const service = new S.SmokeSensor('Smoke');
    const smoke = service.getCharacteristic(C.SmokeDetected);
    smoke.iid = 42;
    const ids: unknown[] = [];
    const events = told(service, ({ characteristic }) => {
      ids.push(characteristic.iid);
      return characteristic.UUID;
    });
    urgentLane(hap)(service, smoke, 1);
    expect(events.filter((event) => !event.isOmitted)).toEqual([
      { type: C.ContactSensorState.UUID, value: 1, isOmitted: false },
    ]);
    expect([ids, smoke.value, smoke.UUID]).toEqual([[42], 1, C.SmokeDetected.UUID]);
  });

  test('falls back to an ordinary event where nobody asks for the type', () => {
    const service = new S.SmokeSensor('Smoke');
    const events = told(service, () => undefined);
    urgentLane(hap)(service, service.getCharacteristic(C.SmokeDetected), 1);
    expect(events.filter((event) => !event.isOmitted)).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ value: 1, isOmitted: false });
  });

  test('leaves what is not urgent to the batch', () => {
    const service = new S.SmokeSensor('Smoke');
    const fault = service.getCharacteristic(C.StatusFault);
    const events = told(service, ({ characteristic }) => characteristic.UUID);
    urgentLane(hap)(service, fault, 1);
    expect(events).toEqual([{ type: C.StatusFault.UUID, value: 1, isOmitted: false }]);
  });
});

test('the ordinary lane tells a value although it is not new', () => {
  const service = new S.SmokeSensor('Smoke');
  const events = told(service, ({ characteristic }) => characteristic.UUID);
  ordinaryLane(service, service.getCharacteristic(C.SmokeDetected), 0);
  expect(events).toHaveLength(1);
});
