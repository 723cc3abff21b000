import type { HapAccessory, HapModule } from './hap.ts';

/** Starts of the home, one after the other, in which an accessory had no device: after these it is gone for good. */
const PATIENCE_STARTS = 3;

/** Characteristics that stay readable: what a thing is called is known even when how it is, is not. */
const NAMES = ['Name', 'ConfiguredName', 'Version'] as const;

/**
 * Makes an accessory from an earlier start answer "No Response" until its device is there again: what it was before
 * may be wrong, and must not comfort anyone.
 */
export function markLost(hap: HapModule, accessory: HapAccessory): void {
  const { Characteristic: C, Service: S } = hap;
  const names = new Set<string>(NAMES.map((name) => C[name].UUID));
  for (const service of accessory.services) {
    if (service.UUID === S.AccessoryInformation.UUID) continue;
    for (const characteristic of service.characteristics) {
      if (names.has(characteristic.UUID)) continue;
      const fail = (): never => {
        throw new hap.HapStatusError(hap.HAPStatus.SERVICE_COMMUNICATION_FAILURE);
      };
      characteristic.onGet(fail);
      if (characteristic.props.perms.includes(hap.Perms.PAIRED_WRITE)) characteristic.onSet(fail);
    }
  }
}

/** Ends what `markLost` began, before the accessory is brought to life. */
export function unmarkLost(accessory: HapAccessory): void {
  for (const service of accessory.services) {
    for (const characteristic of service.characteristics) characteristic.removeOnGet().removeOnSet();
  }
}

/**
 * Counts a start of the home in which an accessory has no device yet.
 *
 * @returns Whether it had none in the three starts before this one either, so that it may be removed.
 */
export function countAbsence({ context }: HapAccessory): boolean {
  const before = typeof context['absentStarts'] === 'number' ? context['absentStarts'] : 0;
  context['absentStarts'] = before + 1;
  return before >= PATIENCE_STARTS;
}

/** Forgets the count: the device is there. @returns Whether there was anything to forget. */
export function forgetAbsence({ context }: HapAccessory): boolean {
  const had = context['absentStarts'] !== undefined;
  delete context['absentStarts'];
  return had;
}
