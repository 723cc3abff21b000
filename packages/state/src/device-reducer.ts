import type {
  AttributeKey,
  AttributeState,
  DeviceDescription,
  DeviceReport,
  DeviceState,
  HomeChange,
} from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';

/** The outcome of a report: the device as it is now (absent: it is gone), and what changed by it. */
export interface Reduced {
  readonly device: DeviceState | undefined;
  readonly changes: readonly HomeChange[];
}

type AttributesReport = Extract<DeviceReport, { type: 'attributes' }>;

/** What a report can change of a device: troubles and who worked a lock are for the alarm alone. */
export type StateReport = Exclude<DeviceReport, { type: 'trouble' | 'operated' }>;

/**
 * Applies one report to one device.
 *
 * A report that repeats what is known changes nothing but the instant it was last heard. A described device keeps
 * the values of attributes that it still has, and starts the others as unknown.
 */
export function reduceDevice(known: DeviceState | undefined, report: StateReport, at: number): Reduced {
  switch (report.type) {
    case 'described':
      return describe(known, report.device, at);
    case 'removed':
      return { device: undefined, changes: known ? [{ type: 'removed', device: known.id, at }] : [] };
    case 'attributes':
      return known ? applyValues(known, report, at) : { device: undefined, changes: [] };
    case 'availability':
      if (!known || known.available === report.available) return { device: known, changes: [] };
      return {
        device: { ...known, available: report.available },
        changes: [{ type: 'availability', device: known.id, from: known.available, to: report.available, at }],
      };
    case 'event': {
      const key = report.key === undefined ? {} : { key: report.key };
      const change: HomeChange = { type: 'event', device: report.device, event: report.event, ...key, at };
      return { device: known, changes: known ? [change] : [] };
    }
  }
}

function describe(known: DeviceState | undefined, description: DeviceDescription, at: number): Reduced {
  const values: Partial<Record<AttributeKey, AttributeState>> = {};
  for (const key of description.attributes) values[key] = known?.values[key] ?? { value: UNKNOWN };
  const device: DeviceState = { ...description, available: known?.available ?? UNKNOWN, values };
  if (known && isSameDescription(known, device)) return { device: known, changes: [] };
  return { device, changes: [{ type: 'described', device, at }] };
}

function isSameDescription(a: DeviceState, b: DeviceState): boolean {
  return (
    JSON.stringify({ ...a, values: Object.keys(a.values) }) === JSON.stringify({ ...b, values: Object.keys(b.values) })
  );
}

function applyValues(known: DeviceState, report: AttributesReport, at: number): Reduced {
  const changes: HomeChange[] = [];
  const values: Partial<Record<AttributeKey, AttributeState>> = { ...known.values };
  for (const [name, to] of Object.entries(report.values)) {
    const attribute = name as AttributeKey;
    const before = known.values[attribute];
    if (!before || to === undefined) continue;
    values[attribute] = { value: to, at };
    if (before.value === to) continue;
    changes.push({ type: 'attribute', device: known.id, attribute, from: before.value, to, cause: report.cause, at });
  }
  return { device: { ...known, values }, changes };
}
