import type { Characteristic, CharacteristicValue, Service } from '@homebridge/hap-nodejs';
import type { HapModule } from './hap.ts';

/** Tells every subscribed controller a characteristic's value, whether or not it is a new one. */
export type Lane = (service: Service, characteristic: Characteristic, value: CharacteristicValue) => void;

/** hap-nodejs sends contact, motion and button events at once; of the others, these must not wait either. */
const URGENT = [
  'SmokeDetected',
  'CarbonMonoxideDetected',
  'LeakDetected',
  'LockCurrentState',
  'LockTargetState',
  'SecuritySystemCurrentState',
  'SecuritySystemTargetState',
  'OccupancyDetected',
] as const;

/** The stock way: hap-nodejs gathers what it does not send at once for 250 ms. */
export const ordinaryLane: Lane = (_service, characteristic, value) => void characteristic.sendEventNotification(value);

/**
 * Sends smoke, CO, leak, lock and alarm events at once instead of with the next 250 ms batch.
 *
 * hap-nodejs decides by a characteristic's type which events leave at once. So the value is set without an event, and
 * the service is then told of the change by a view of the characteristic that has the type of a contact's state: the
 * event carries the true ids and value, and depends on nothing else that the controller subscribed to. Where nobody
 * looked at that type (a hap-nodejs that works otherwise), the event is sent the ordinary way: late, never lost.
 */
export function urgentLane(hap: HapModule): Lane {
  const urgent = new Set<string>(URGENT.map((name) => hap.Characteristic[name].UUID));
  const immediateType = hap.Characteristic.ContactSensorState.UUID;
  return (service, characteristic, value) => {
    if (!urgent.has(characteristic.UUID)) return ordinaryLane(service, characteristic, value);
    const oldValue = characteristic.value;
    characteristic.updateValue(value, { omitEventUpdate: true });
    const view = typedView(characteristic, immediateType);
    service.emit(hap.ServiceEventTypes.CHARACTERISTIC_CHANGE, {
      characteristic: view.characteristic,
      oldValue,
      newValue: characteristic.value,
      reason: hap.ChangeReason.EVENT,
    });
    if (!view.wasAsked()) ordinaryLane(service, characteristic, value);
  };
}

/** The same characteristic under another type, which remembers whether anyone asked for it. */
function typedView(
  characteristic: Characteristic,
  uuid: string,
): { characteristic: Characteristic; wasAsked: () => boolean } {
  let asked = false;
  const view: Characteristic = Object.create(characteristic, {
    UUID: {
      get: () => {
        asked = true;
        return uuid;
      },
    },
  }) as Characteristic;
  return { characteristic: view, wasAsked: () => asked };
}
