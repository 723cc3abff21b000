import type {
  AttributeKey,
  AttributeValue,
  Clock,
  DeviceDescription,
  DeviceReport,
  MomentaryEvent,
  ReportCause,
} from '@nightlatch/model';
import { NightlatchError, isAttributeValue } from '@nightlatch/model';
import type { DeviceModel } from './device-model.ts';
import { batteryValues, deviceModel } from './device-model.ts';
import type { SimulatedDevice } from './house.ts';

/** How long a bolt travels. */
export const BOLT_MS = 1_500;

/** The things in the house and how they behave; says what happens to whoever listens. */
export class SimulatedHouse {
  readonly devices: readonly DeviceDescription[];
  readonly #models: readonly DeviceModel[];
  readonly #clock: Clock;
  readonly #tell: (report: DeviceReport) => void;

  constructor(
    source: string,
    lines: readonly SimulatedDevice[],
    ports: { readonly clock: Clock; readonly tell: (report: DeviceReport) => void },
  ) {
    this.#models = lines.map((line) => deviceModel(source, line));
    this.devices = this.#models.map((model) => model.description);
    this.#clock = ports.clock;
    this.#tell = ports.tell;
  }

  /** Finds a device by name, key or id. @throws NightlatchError when the house has none of that name. */
  find(name: string): DeviceModel {
    const model = this.#models.find(
      ({ key, description }) => key === name || description.name === name || description.id === name,
    );
    if (model) return model;
    const names = this.devices.map((device) => device.name).join(', ');
    throw new NightlatchError('unknown-device', `The simulated house has no device "${name}": it has ${names}.`);
  }

  has(key: string): boolean {
    return this.#models.some((model) => model.key === key);
  }

  /** Says everything about every device, as on a first look. */
  introduce(): void {
    for (const model of this.#models) {
      this.#tell({ type: 'described', device: model.description });
      this.#tell({ type: 'availability', device: model.description.id, available: model.isOnline });
      if (model.isOnline) this.#report(model, Object.fromEntries(model.values), 'resync');
    }
  }

  /** Changes attributes of a device, and says so if its radio reaches. */
  change(model: DeviceModel, values: Readonly<Partial<Record<AttributeKey, AttributeValue>>>): void {
    for (const [name, value] of Object.entries(values)) {
      const key = name as AttributeKey;
      if (!model.values.has(key)) {
        const has = [...model.values.keys()].join(', ') || 'no attributes';
        throw new NightlatchError('unknown-attribute', `${model.description.name} has no "${key}": it has ${has}.`);
      }
      if (!isAttributeValue(key, value)) {
        throw new NightlatchError('invalid-value', `${model.description.name} cannot have ${key} "${String(value)}".`);
      }
      model.values.set(key, value);
    }
    if (model.isOnline) this.#report(model, values, 'live');
  }

  press(model: DeviceModel, event: MomentaryEvent): void {
    if (!model.description.events.includes(event)) {
      const events = model.description.events.join(', ') || 'none';
      throw new NightlatchError(
        'unknown-event',
        `${model.description.name} cannot be pressed for "${event}": it has ${events}.`,
      );
    }
    if (model.isOnline) this.#tell({ type: 'event', device: model.description.id, event });
  }

  trip(model: DeviceModel): void {
    const { tripped, tripSeconds, quiet } = model.traits;
    if (!tripped) {
      const [event] = model.description.events;
      if (event) this.press(model, event);
      return;
    }
    this.#end(model);
    this.change(model, tripped);
    if (tripSeconds === undefined) return;
    const over = Object.fromEntries(Object.entries(quiet).filter(([key]) => Object.hasOwn(tripped, key)));
    this.#later(model, tripSeconds * 1_000, () => this.change(model, over));
  }

  clear(model: DeviceModel): void {
    this.#end(model);
    model.isStuck = false;
    this.change(model, model.traits.quiet);
  }

  /** Sets a bolt in motion; it arrives, or jams, after its travel. One that is there already says so again. */
  turn(model: DeviceModel, to: 'locked' | 'unlocked'): void {
    this.#end(model);
    if (!model.isStuck && model.values.get('lock') === to) return this.change(model, { lock: to });
    this.change(model, { lock: to === 'locked' ? 'locking' : 'unlocking' });
    this.#later(model, BOLT_MS, () => this.change(model, { lock: model.isStuck ? 'jammed' : to }));
  }

  stick(model: DeviceModel, isStuck: boolean): void {
    this.#end(model);
    model.isStuck = isStuck;
    this.change(model, { lock: isStuck ? 'jammed' : 'unlocked' });
  }

  /** Sounds or stops a siren, which stops by itself after `seconds` when given. */
  sound(model: DeviceModel, isOn: boolean, seconds?: number): void {
    this.#end(model);
    this.change(model, { siren: isOn });
    if (isOn && seconds !== undefined) this.#later(model, seconds * 1_000, () => this.change(model, { siren: false }));
  }

  reach(model: DeviceModel, isOnline: boolean): void {
    if (model.isOnline === isOnline) return;
    model.isOnline = isOnline;
    this.#tell({ type: 'availability', device: model.description.id, available: isOnline });
    if (isOnline) this.#report(model, Object.fromEntries(model.values), 'resync');
  }

  /** Whether a keypad of the house shows anything but disarmed. */
  isGuarded(): boolean {
    return this.#models.some(({ indication }) => indication !== undefined && indication.state !== 'disarmed');
  }

  /** Takes charge out of every battery, per cent; radios that talk much drain faster. */
  drain(percent: number): void {
    for (const [index, model] of this.#models.entries()) {
      if (model.charge === undefined) continue;
      model.charge = Math.max(0, model.charge - percent * (0.5 + (index % 4) / 4));
      const changed = batteryValues(model.charge).filter(([key, value]) => model.values.get(key) !== value);
      if (changed.length > 0) this.change(model, Object.fromEntries(changed));
    }
  }

  /** Ends all that is under way. */
  rest(): void {
    for (const model of this.#models) this.#end(model);
  }

  #report(model: DeviceModel, values: Partial<Record<AttributeKey, AttributeValue>>, cause: ReportCause): void {
    this.#tell({ type: 'attributes', device: model.description.id, values, cause });
  }

  #later(model: DeviceModel, delayMs: number, then: () => void): void {
    model.timer = this.#clock.after(delayMs, () => {
      delete model.timer;
      then();
    });
  }

  #end(model: DeviceModel): void {
    model.timer?.cancel();
    delete model.timer;
  }
}
