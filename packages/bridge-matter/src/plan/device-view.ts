import type { AttributeKey, AttributeName, DeviceState, TroubleKind } from '@nightlatch/model';
import { UNKNOWN, attributeName } from '@nightlatch/model';
import { trustedValue } from '@nightlatch/state';
import type { ClusterStates } from './endpoint-plan.ts';
import type { Stage } from './stage.ts';

/** At or below this many percent a battery without a mark of its own counts as low. */
const LOW_BATTERY_PERCENT = 20;
/** Troubles that Matter has a word of its own for, and so are no fault of the hardware. */
const NO_FAULT: readonly TroubleKind[] = ['low-battery', 'unavailable'];

/** `PowerSource` enumerations, numbered by the Matter specification 1.6, §11.7. */
const POWER = { active: 1, unavailable: 3, ok: 0, warning: 1 } as const;

/** What the endpoints of one device read of it. */
export interface DeviceView {
  trusted(key: AttributeKey): ReturnType<typeof trustedValue>;
  isReachable(): boolean;
  isFaulty(): boolean;
  hasLowBattery(): boolean;
  /** The state of its PowerSource cluster. */
  power(): ClusterStates;
}

export function viewDevice({ home }: Pick<Stage, 'home'>, { id, attributes }: DeviceState): DeviceView {
  const trusted = (key: AttributeKey): ReturnType<typeof trustedValue> => trustedValue(home.snapshot, id, key);
  const anyTrue = (name: AttributeName): boolean =>
    attributes.some((key) => attributeName(key) === name && trusted(key) === true);
  const isReachable = (): boolean =>
    home.snapshot.link === 'online' && home.snapshot.devices.get(id)?.available === true;
  const hasLowBattery = (): boolean => {
    if (anyTrue('batteryLow')) return true;
    const percent = attributes.includes('batteryLow') ? UNKNOWN : trusted('battery');
    return typeof percent === 'number' && percent <= LOW_BATTERY_PERCENT;
  };
  return {
    trusted,
    isReachable,
    hasLowBattery,
    isFaulty: () =>
      anyTrue('tamper') || home.snapshot.troubles.some((it) => it.device === id && !NO_FAULT.includes(it.kind)),
    power: () => {
      const percent = trusted('battery');
      const isLow = hasLowBattery();
      return {
        powerSource: {
          status: isReachable() ? POWER.active : POWER.unavailable,
          batChargeLevel: isLow ? POWER.warning : POWER.ok,
          batReplacementNeeded: isLow,
          // In half percents.
          batPercentRemaining: typeof percent === 'number' ? Math.round(percent * 2) : null,
        },
      };
    },
  };
}

/** What a battery is before anything is known of it. */
export const BATTERY: ClusterStates = {
  powerSource: {
    status: POWER.unavailable,
    order: 0,
    description: 'Battery',
    batChargeLevel: POWER.ok,
    batReplacementNeeded: false,
    // By whoever lives there.
    batReplaceability: 2,
    batPercentRemaining: null,
  },
};

/** What a smoke alarm without a battery must say of its power. */
export const MAINS: ClusterStates = {
  powerSource: { status: POWER.active, order: 0, description: 'Mains', wiredCurrentType: 0 },
};

export function hasBattery({ attributes }: DeviceState): boolean {
  return attributes.some((key) => ['battery', 'batteryLow'].includes(attributeName(key)));
}

/** Puts the attributes of several states together, cluster by cluster. */
export function mergeStates(...states: readonly (ClusterStates | undefined)[]): ClusterStates {
  const merged: Record<string, Record<string, ClusterStates[string][string]>> = {};
  for (const state of states) {
    for (const [cluster, values] of Object.entries(state ?? {})) merged[cluster] = { ...merged[cluster], ...values };
  }
  return merged;
}
