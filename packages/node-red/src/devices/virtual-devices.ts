import type {
  AttributeKey,
  AttributeValue,
  DeviceDescription,
  DeviceId,
  DeviceOrder,
  DeviceReport,
  DeviceSource,
  MomentaryEvent,
  OrderResult,
  SourceSink,
  Unknown,
} from '@nightlatch/model';

import { readValue } from './device-kinds.ts';

type Values = Readonly<Partial<Record<AttributeKey, AttributeValue | Unknown>>>;

interface VirtualDevice {
  readonly description: DeviceDescription;
  readonly values: Values;
  /** Does what the home asks of it. */
  readonly order?: (order: DeviceOrder) => void;
}

/**
 * The devices that flows make: a source like any other, for a hub in this process or, over the link, in another.
 *
 * A device outlives the node that made it until the node is deleted, so that no deploy makes it unknown.
 */
export class VirtualDevices implements DeviceSource {
  readonly id: string;
  readonly #devices = new Map<DeviceId, VirtualDevice>();
  readonly #ready = Promise.withResolvers<void>();
  #sink: SourceSink | undefined;

  /** @param id The first part of their ids: our name in the home. */
  constructor(id: string) {
    this.id = id;
  }

  /** Every node has been built, and with it every device described: what is not there by now is gone. */
  ready(): void {
    this.#ready.resolve();
  }

  /** Waits until it is ready: a device that is missing for a moment would be taken out of the home. */
  async start(sink: SourceSink): Promise<void> {
    await this.#ready.promise;
    this.#sink = sink;
    for (const { description, values } of this.#devices.values()) {
      this.#tell({ type: 'described', device: description });
      this.#tell({ type: 'availability', device: description.id, available: true });
      if (Object.keys(values).length > 0) {
        this.#tell({ type: 'attributes', device: description.id, values, cause: 'resync' });
      }
    }
  }

  order(order: DeviceOrder): Promise<OrderResult> {
    const act = this.#devices.get(order.device)?.order;
    if (!act) return Promise.resolve({ ok: false, problem: 'No node of a flow answers for it.' });
    act(order);
    return Promise.resolve({ ok: true });
  }

  stop(): Promise<void> {
    this.#sink = undefined;
    return Promise.resolve();
  }

  /** Brings a device in, or describes it anew; what it has reported stands where it still has the attribute. */
  describe(description: DeviceDescription, order?: VirtualDevice['order']): void {
    const before = this.#devices.get(description.id);
    const kept = Object.entries(before?.values ?? {}).filter(([key]) =>
      description.attributes.includes(key as AttributeKey),
    );
    this.#devices.set(description.id, {
      description,
      values: Object.fromEntries(kept),
      ...(order === undefined ? {} : { order }),
    });
    if (before && JSON.stringify(before.description) === JSON.stringify(description)) return;
    this.#tell({ type: 'described', device: description });
    this.#tell({ type: 'availability', device: description.id, available: true });
  }

  /** Takes a device out of the home. */
  withdraw(device: DeviceId): void {
    if (this.#devices.delete(device)) this.#tell({ type: 'removed', device });
  }

  /** Reports values as they become so. A device that is not ours, or gone, is left alone. @returns Whether it is there. */
  report(device: DeviceId, values: Values): boolean {
    const known = this.#devices.get(device);
    if (!known) return false;
    this.#devices.set(device, { ...known, values: { ...known.values, ...values } });
    this.#tell({ type: 'attributes', device, values, cause: 'live' });
    return true;
  }

  /** Sets a zone of ours off, or puts it to rest. @returns Whether the device is ours and has such a signal. */
  feed(device: DeviceId, signal: string | undefined, isActive: boolean): boolean {
    const known = this.#devices.get(device)?.description;
    const attribute = known?.attributes.find((each) => each === signal);
    if (attribute) return this.report(device, { [attribute]: readValue(attribute, isActive) });
    const event = known?.events.find((each) => each === signal);
    return event !== undefined && (!isActive || this.happen(device, event));
  }

  /** Reports what happens in an instant. */
  happen(device: DeviceId, event: MomentaryEvent): boolean {
    if (!this.#devices.has(device)) return false;
    this.#tell({ type: 'event', device, event });
    return true;
  }

  #tell(report: DeviceReport): void {
    this.#sink?.report(report);
  }
}
