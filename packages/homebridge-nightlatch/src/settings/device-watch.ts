import { createSources, presenter, readConfig } from '@nightlatch/assembly';
import type { DeviceId, Log, TimerHandle } from '@nightlatch/model';
import { NightlatchError, systemClock } from '@nightlatch/model';
import type { DeviceRow } from './device-rows.ts';
import { deviceRow } from './device-rows.ts';
import { zoneChoice } from './house-block.ts';
import { LiveHouse } from './live-house.ts';
import type { Json } from './payload.ts';

/** What changed since the page was last told. */
export interface DeviceNews {
  readonly rows: readonly DeviceRow[];
  readonly removed: readonly DeviceId[];
  readonly troubles: readonly string[];
}

/** Many reports within this are one event to the page. */
const GATHER_MS = 80;

/** Keeps one live house for the page, and tells it of changes. */
export class DeviceWatch {
  readonly #configPath: string;
  readonly #push: (news: DeviceNews) => void;
  #house: LiveHouse | undefined;
  #block: Json = {};
  readonly #changed = new Set<DeviceId>();
  #timer: TimerHandle | undefined;

  constructor({ configPath, push }: { readonly configPath: string; readonly push: (news: DeviceNews) => void }) {
    this.#configPath = configPath;
    this.#push = push;
  }

  /** Starts to follow the sources of a block, in place of those followed before. Devices come as they are found. */
  async start(block: Json): Promise<{ isSimulated: boolean }> {
    await this.stop();
    this.#block = block;
    const { sources: wanted, devices: named } = { sources: block['sources'] ?? [], devices: block['devices'] ?? [] };
    const { config } = readConfig({ sources: wanted, devices: named }, { file: this.#configPath });
    const house = new LiveHouse({
      sources: createSources(config.sources, { log: SILENT, clock: systemClock, file: this.#configPath }),
      clock: systemClock,
      present: presenter(config.devices),
      onChange: (id) => this.#note(id),
    });
    this.#house = house;
    await house.start();
    return { isSimulated: config.sources.some(({ type }) => type === 'simulator') };
  }

  async stop(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#changed.clear();
    const house = this.#house;
    this.#house = undefined;
    await house?.stop();
  }

  /** Takes the names and rooms of a changed block. @throws ConfigError */
  rename(block: Json): void {
    const { config } = readConfig({ devices: block['devices'] ?? [] });
    this.#block = block;
    this.#house?.presentAs(presenter(config.devices));
  }

  /** What a device calls itself. */
  ownName(device: DeviceId): string | undefined {
    return this.#house?.ownName(device);
  }

  /** What the devices are called, by id. */
  names(): ReadonlyMap<DeviceId, string> {
    return new Map([...(this.#house?.devices ?? [])].map(([id, { name }]) => [id, name]));
  }

  /** Makes a simulated device do what it is there for. @throws NightlatchError `not-simulated` for any other. */
  pretend(device: DeviceId): object {
    const source = this.#house?.sources.find(({ id }) => device.startsWith(`${id}/`));
    if (!source || !canPretend(source))
      throw new NightlatchError('not-simulated', 'Only simulated devices can pretend.');
    source.trip(device);
    return {};
  }

  #note(id: DeviceId): void {
    this.#changed.add(id);
    this.#timer ??= systemClock.after(GATHER_MS, () => this.#tell());
  }

  #tell(): void {
    this.#timer = undefined;
    const devices = this.#house?.devices;
    if (!devices) return;
    const ids = [...this.#changed].filter((id) => id !== '');
    this.#changed.clear();
    this.#push({
      rows: ids.flatMap((id) => {
        const device = devices.get(id);
        return device ? [deviceRow(device, (_, signal) => zoneChoice(this.#block, device, signal))] : [];
      }),
      removed: ids.filter((id) => !devices.has(id)),
      troubles: [...(this.#house?.troubles ?? [])],
    });
  }
}

function canPretend(source: object): source is { trip(device: string): void } {
  return 'trip' in source && typeof source.trip === 'function';
}

/** What goes wrong is shown on the page; the page's process has no log of its own. */
const SILENT: Log = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };
