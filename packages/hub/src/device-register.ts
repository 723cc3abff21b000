import type { AlarmConfig } from '@nightlatch/alarm';
import type {
  AttributeKey,
  DeviceDescription,
  DeviceId,
  DeviceReport,
  DeviceState,
  HomeChange,
} from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import type { HomeStore } from '@nightlatch/state';
import type { TimelessInput } from './engine-driver.ts';
import type { HubOptions } from './options.ts';

export interface DeviceRegisterOptions {
  readonly store: HomeStore;
  readonly options: Pick<HubOptions, 'present' | 'plan' | 'sources'>;
  /** Devices as last known before the start. */
  readonly known: readonly DeviceState[];
}

/** What a report comes to. */
export interface Taken {
  /** What has changed in the store, and is still to be published. */
  readonly changes: readonly HomeChange[];
  /** What the engine must hear of it. */
  readonly inputs: readonly TimelessInput[];
}

/** Knows every device, as the owner names it: puts reports into the store, and tells what of them concerns the engine. */
export class DeviceRegister {
  readonly #store: HomeStore;
  readonly #options: DeviceRegisterOptions['options'];
  readonly #hidden = new Set<DeviceId>();
  #plan: string | undefined;

  constructor({ store, options, known }: DeviceRegisterOptions) {
    this.#store = store;
    this.#options = options;
    for (const device of known) {
      if (!options.sources.some((source) => device.id.startsWith(`${source.id}/`))) continue;
      const presented = options.present ? options.present(device) : device;
      if (presented) store.setDevice({ ...device, ...presented }, []);
    }
  }

  known(): readonly DeviceState[] {
    return [...this.#store.snapshot.devices.values()];
  }

  /** Puts a report into the store. */
  take(report: DeviceReport, at: number): Taken {
    const presented = this.#present(report);
    if (!presented) return { changes: [], inputs: [] };
    const inputs: TimelessInput[] = [];
    const changes = this.#store.put(presented, at);
    for (const change of changes) {
      if (change.type === 'described') {
        inputs.push(...unheard(change.device));
      } else if (change.type === 'attribute') {
        const { device, attribute, to, cause } = change;
        inputs.push({ type: 'attribute', device, attribute, value: to, cause });
      } else if (change.type === 'availability') {
        inputs.push({ type: 'availability', device: change.device, available: change.to });
      } else if (change.type === 'removed') {
        // A zone that still names the device must not go on trusting its last value.
        inputs.push({ type: 'availability', device: change.device, available: UNKNOWN });
      } else if (change.type === 'event') {
        const key = change.key === undefined ? {} : { key: change.key };
        inputs.push({ type: 'event', device: change.device, event: change.event, ...key });
      }
    }
    return { changes, inputs };
  }

  /** The alarm configuration for the devices known now, when it differs from the one given out last. */
  changedPlan(): AlarmConfig | undefined {
    const config = this.#options.plan(this.known());
    const text = JSON.stringify(config);
    if (text === this.#plan) return undefined;
    this.#plan = text;
    return config;
  }

  #present(report: DeviceReport): DeviceReport | undefined {
    if (report.type !== 'described')
      return 'device' in report && this.#hidden.has(report.device ?? '') ? undefined : report;
    const device: DeviceDescription | undefined = this.#options.present
      ? this.#options.present(report.device)
      : report.device;
    if (device) {
      this.#hidden.delete(device.id);
      return { ...report, device };
    }
    this.#hidden.add(report.device.id);
    const isShown = this.#store.snapshot.devices.has(report.device.id);
    return isShown ? { type: 'removed', device: report.device.id } : undefined;
  }
}

/** The engine learns of what a device has before it says anything: a lock that has not reported can still be told to lock. */
function unheard({ id, values }: DeviceState): TimelessInput[] {
  const keys = Object.keys(values) as AttributeKey[];
  return keys
    .filter((attribute) => values[attribute]?.value === UNKNOWN)
    .map((attribute) => ({ type: 'attribute', device: id, attribute, value: UNKNOWN, cause: 'resync' }));
}
