import type {
  AttributeKey,
  AttributeState,
  Clock,
  DeviceDescription,
  DeviceId,
  DeviceReport,
  DeviceSource,
  DeviceState,
} from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';

/** A device as the page follows it: its state, and what it has said by itself since the page looked. */
export interface LiveDevice extends DeviceState {
  /** How often it has spoken up live. */
  readonly heard: number;
  /** How often something has happened: a value changed, a button was pressed. */
  readonly moved: number;
}

/** Follows the devices of sources for as long as the page is open. */
export class LiveHouse {
  readonly #sources: readonly DeviceSource[];
  readonly #clock: Pick<Clock, 'now'>;
  #present: (device: DeviceDescription) => DeviceDescription | undefined;
  readonly #onChange: (id: DeviceId) => void;
  readonly #described = new Map<DeviceId, DeviceDescription>();
  readonly #devices = new Map<DeviceId, LiveDevice>();
  /** Problems of the sources themselves, such as a lost broker. */
  readonly troubles = new Set<string>();

  constructor(options: {
    readonly sources: readonly DeviceSource[];
    readonly clock: Pick<Clock, 'now'>;
    /** Names and rooms that the owner gave; undefined hides the device. */
    readonly present: (device: DeviceDescription) => DeviceDescription | undefined;
    /** Called after each change, with the device's id. */
    readonly onChange: (id: DeviceId) => void;
  }) {
    this.#sources = options.sources;
    this.#clock = options.clock;
    this.#present = options.present;
    this.#onChange = options.onChange;
  }

  get devices(): ReadonlyMap<DeviceId, LiveDevice> {
    return this.#devices;
  }

  /** The sources themselves, for what only one of them can do. */
  get sources(): readonly DeviceSource[] {
    return this.#sources;
  }

  async start(): Promise<void> {
    const sink = {
      report: (report: DeviceReport, at?: number) => this.#take(report, at ?? this.#clock.now()),
      keypad: ({ device }: { readonly device: DeviceId }) => this.#note(device, true),
    };
    await Promise.all(this.#sources.map((source) => source.start(sink)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.stop()));
  }

  /** Gives the devices other names and rooms. */
  presentAs(present: (device: DeviceDescription) => DeviceDescription | undefined): void {
    this.#present = present;
    for (const description of this.#described.values()) this.#describe(description);
  }

  /** What a device calls itself. */
  ownName(id: DeviceId): string | undefined {
    return this.#described.get(id)?.name;
  }

  #take(report: DeviceReport, at: number): void {
    switch (report.type) {
      case 'described':
        return this.#describe(report.device);
      case 'removed':
        this.#described.delete(report.device);
        this.#devices.delete(report.device);
        return this.#onChange(report.device);
      case 'availability':
        return this.#put(report.device, { available: report.available });
      case 'attributes':
        return this.#read(report, at);
      case 'operated':
      case 'event':
        return this.#note(report.device, true);
      case 'trouble':
        if (report.device !== undefined) return;
        if (report.on) this.troubles.add(report.detail);
        else this.troubles.clear();
        return this.#onChange('');
    }
  }

  #describe(description: DeviceDescription): void {
    this.#described.set(description.id, description);
    const shown = this.#present(description);
    if (!shown) {
      this.#devices.delete(description.id);
    } else {
      const known = this.#devices.get(description.id);
      const { available = 'unknown', values = {}, heard = 0, moved = 0 } = known ?? {};
      this.#devices.set(description.id, { ...shown, available, values, heard, moved });
    }
    this.#onChange(description.id);
  }

  #read({ device, values, cause }: Extract<DeviceReport, { type: 'attributes' }>, at: number): void {
    const known = this.#devices.get(device);
    if (!known) return;
    const entries = Object.entries(values) as [AttributeKey, AttributeState['value']][];
    const hasMoved = entries.some(([key, value]) => isTelling(key) && known.values[key]?.value !== value);
    const next = Object.fromEntries(entries.map(([key, value]) => [key, { value, at }]));
    this.#devices.set(device, { ...known, values: { ...known.values, ...next } });
    if (cause === 'live') this.#note(device, hasMoved);
    else this.#onChange(device);
  }

  #note(id: DeviceId, hasMoved: boolean): void {
    const known = this.#devices.get(id);
    if (known) this.#put(id, { heard: known.heard + 1, moved: known.moved + (hasMoved ? 1 : 0) });
  }

  #put(id: DeviceId, change: Partial<LiveDevice>): void {
    const known = this.#devices.get(id);
    if (!known) return;
    this.#devices.set(id, { ...known, ...change });
    this.#onChange(id);
  }
}

/** Batteries and temperatures change by themselves: they show that a device lives, not that somebody tried it. */
function isTelling(key: AttributeKey): boolean {
  return !['battery', 'batteryLow', 'temperature'].includes(attributeName(key));
}
