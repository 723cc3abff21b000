import type { Service } from '@homebridge/hap-nodejs';
import type { AttributeKey, AttributeName, DeviceState, MomentaryEvent, TroubleKind } from '@nightlatch/model';
import { UNKNOWN, attributeName } from '@nightlatch/model';
import { trustedValue } from '@nightlatch/state';
import { Binder, LOST } from './binder.ts';
import type { DeviceServices } from './device-services.ts';
import type { HapAccessory } from './hap.ts';
import { bindLock } from './lock-service.ts';
import type { Shown, Stage } from './shown.ts';
import { bindSiren } from './siren-service.ts';

/** At or below this many percent a battery without a mark of its own counts as low. */
const LOW_BATTERY_PERCENT = 20;

/** Troubles that HAP has a status of its own for, and so are no fault. */
const NO_FAULT: readonly TroubleKind[] = ['low-battery', 'tamper'];

/** How presses are named by devices; whatever else they say is a single press. */
const PRESS: Readonly<Record<string, number>> = { single: 0, double: 1, long: 2, hold: 2 };

/** What a device's services read of it. */
export interface DeviceView {
  trusted(key: AttributeKey): ReturnType<typeof trustedValue>;
  isActive(): boolean;
  isFaulty(): boolean;
  isTampered(): boolean;
  hasLowBattery(): boolean;
}

/** Brings a device's accessory to life. */
export function buildDevice(
  stage: Stage,
  device: DeviceState,
  services: DeviceServices,
  accessory: HapAccessory,
): Shown {
  const binder = new Binder(stage.hap, stage.lane, accessory);
  const view = viewOf(stage, device);
  for (const sensor of services.sensors) bindSensor(stage, binder, view, sensor);
  const refresh = (): void => binder.refresh();
  const parts: Shown[] = services.locks.map((lock) => bindLock(stage, { binder, device, ...lock }));
  if (services.siren) parts.push(bindSiren(stage, binder, device));
  const buttons = services.buttons.map((event) => [event, addButton(stage, binder, device, event)] as const);
  if (hasAny(device, ['battery', 'batteryLow'])) bindBattery(stage, binder, view, device);
  binder.removeOthers();
  return {
    refresh,
    notice: (change) => {
      for (const part of parts) part.notice?.(change);
      if (change.type !== 'event') return;
      const button = buttons.find(([event]) => event === change.event)?.[1];
      button
        ?.getCharacteristic(stage.hap.Characteristic.ProgrammableSwitchEvent)
        .sendEventNotification(PRESS[change.key ?? 'single'] ?? 0);
    },
    stop: () => {
      for (const part of parts) part.stop?.();
    },
  };
}

function bindSensor(
  { hap }: Stage,
  binder: Binder,
  view: DeviceView,
  { key, row, name }: DeviceServices['sensors'][number],
): void {
  const { Characteristic: C } = hap;
  const service = binder.service(hap.Service[row.service], name, key);
  const characteristic = binder.bind(service, C[row.characteristic], () => {
    const value = view.trusted(key);
    return value === UNKNOWN ? LOST : row.show(value);
  });
  // A contact's default value is "closed", which nobody has said.
  if (row.service === 'ContactSensor' && view.trusted(key) === UNKNOWN) {
    characteristic.updateValue(C.ContactSensorState.CONTACT_NOT_DETECTED, { omitEventUpdate: true });
  }
  binder.bind(service, C.StatusActive, () => view.isActive());
  binder.bind(service, C.StatusFault, () => Number(view.isFaulty()));
  binder.bind(service, C.StatusTampered, () => Number(view.isTampered()));
  binder.bind(service, C.StatusLowBattery, () => Number(view.hasLowBattery()));
}

function bindBattery({ hap }: Stage, binder: Binder, view: DeviceView, device: DeviceState): void {
  const { Characteristic: C } = hap;
  const service = binder.service(hap.Service.Battery, `${device.name} battery`, 'battery');
  binder.bind(service, C.StatusLowBattery, () => Number(view.hasLowBattery()));
  if (!device.attributes.includes('battery')) return;
  binder.bind(service, C.BatteryLevel, () => {
    const percent = view.trusted('battery');
    return typeof percent === 'number' ? Math.round(percent) : LOST;
  });
}

function addButton({ hap }: Stage, binder: Binder, device: DeviceState, event: MomentaryEvent): Service {
  return binder.service(hap.Service.StatelessProgrammableSwitch, `${device.name} ${event}`, event);
}

function viewOf({ home }: Stage, { id, attributes }: DeviceState): DeviceView {
  const trusted = (key: AttributeKey): ReturnType<typeof trustedValue> => trustedValue(home.snapshot, id, key);
  const anyTrue = (name: AttributeName): boolean =>
    attributes.some((key) => attributeName(key) === name && trusted(key) === true);
  const isActive = (): boolean => home.snapshot.link === 'online' && home.snapshot.devices.get(id)?.available === true;
  return {
    trusted,
    isActive,
    isFaulty: () => !isActive() || home.snapshot.troubles.some((it) => it.device === id && !NO_FAULT.includes(it.kind)),
    isTampered: () => anyTrue('tamper'),
    hasLowBattery: () => {
      if (anyTrue('batteryLow')) return true;
      const percent = attributes.includes('batteryLow') ? UNKNOWN : trusted('battery');
      return typeof percent === 'number' && percent <= LOW_BATTERY_PERCENT;
    },
  };
}

function hasAny(device: DeviceState, names: readonly AttributeName[]): boolean {
  return device.attributes.some((key) => names.includes(attributeName(key)));
}
