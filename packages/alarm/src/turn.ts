import type { Actor, DecisionCause, DeviceId, PartitionId, Person, Trouble, TroubleKind } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import { appearanceOf, isSameAppearance } from './appearance.ts';
import type { AlarmConfig, PartitionConfig } from './config.ts';
import type { Deadline } from './deadlines.ts';
import { withDeadline, withoutDeadline } from './deadlines.ts';
import type { AlarmEffect } from './effect.ts';
import type { House, Watch } from './house.ts';
import type { DeviceRecord, EngineState, Lockout, PartitionRecord, PendingCode, ZoneRecord } from './state.ts';
import { DISARMED_PARTITION, UNHEARD_DEVICE, UNKNOWN_ZONE } from './state.ts';

/** What brought a change about, and who. */
export interface Why {
  readonly cause: DecisionCause;
  readonly actor?: Actor;
}

/**
 * One step of the engine while it is being made: a draft of the next state, and the effects so far.
 *
 * It lives within a single `transition` and never leaves it, which is what keeps the engine pure while its rules read as
 * plain steps.
 */
export class Turn {
  at: number;
  isWatching: boolean;
  house: House;
  awaited: AlarmConfig | undefined;
  deadlines: readonly Deadline[];
  codes: readonly PendingCode[];
  lockout: Lockout;
  people: readonly Person[] | undefined;
  uses: EngineState['uses'] | undefined;
  blind: EngineState['blind'] | undefined;
  lastBlind: EngineState['lastBlind'] | undefined;
  selfTest: EngineState['selfTest'] | undefined;
  settleUntil: number;
  readonly effects: AlarmEffect[] = [];
  #devices: EngineState['devices'];
  /** The device at hand: most inputs concern one, which is then read once and written once. */
  #deviceId: DeviceId | undefined;
  #device: DeviceRecord = UNHEARD_DEVICE;
  #isDeviceChanged = false;
  #partitions: EngineState['partitions'];
  #troubles: EngineState['troubles'];
  #moved: PartitionId[] = [];
  #touched: PartitionId[] = [];

  constructor(state: EngineState) {
    this.at = state.at;
    this.isWatching = state.isWatching;
    this.house = state.house;
    this.awaited = state.awaited;
    this.deadlines = state.deadlines;
    this.codes = state.codes;
    this.lockout = state.lockout;
    this.people = state.people;
    this.uses = state.uses;
    this.blind = state.blind;
    this.lastBlind = state.lastBlind;
    this.selfTest = state.selfTest;
    this.settleUntil = state.settleUntil;
    this.#devices = state.devices;
    this.#partitions = state.partitions;
    this.#troubles = state.troubles;
  }

  get isSettling(): boolean {
    return this.at < this.settleUntil;
  }

  emit(effect: AlarmEffect): void {
    this.effects.push(effect);
  }

  device(id: DeviceId): DeviceRecord {
    if (id === this.#deviceId) return this.#device;
    this.#putDevice();
    this.#deviceId = id;
    this.#device = this.#devices.get(id) ?? UNHEARD_DEVICE;
    return this.#device;
  }

  hasHeardOf(id: DeviceId): boolean {
    const { available, values } = this.device(id);
    return available !== UNKNOWN || Object.keys(values).length > 0;
  }

  setDevice(id: DeviceId, record: DeviceRecord): void {
    if (id !== this.#deviceId) this.#putDevice();
    this.#deviceId = id;
    this.#device = record;
    this.#isDeviceChanged = true;
  }

  zone({ zone, index }: Watch): ZoneRecord {
    return this.device(zone.device).zones[index] ?? UNKNOWN_ZONE;
  }

  setZone({ zone, index }: Watch, record: ZoneRecord): void {
    const device = this.device(zone.device);
    const zones = [...device.zones];
    while (zones.length < index) zones.push(UNKNOWN_ZONE);
    zones[index] = record;
    this.setDevice(zone.device, { ...device, zones });
  }

  /** Forgets how the zones of a device stand. */
  forgetZones(id: DeviceId): void {
    const device = this.device(id);
    if (device.zones.length > 0) this.setDevice(id, { ...device, zones: [] });
  }

  #putDevice(): void {
    if (this.#isDeviceChanged && this.#deviceId !== undefined)
      this.#devices = this.#devices.set(this.#deviceId, this.#device);
    this.#isDeviceChanged = false;
  }

  partition(id: PartitionId): PartitionRecord {
    return this.#partitions.get(id) ?? DISARMED_PARTITION;
  }

  forgetPartition(id: PartitionId): void {
    this.#partitions = this.#partitions.delete(id);
  }

  /** Puts a partition's record in place and, when it looks different from outside, says so. */
  setPartition({ id }: PartitionConfig, next: PartitionRecord, why: Why): void {
    const from = appearanceOf(this.partition(id));
    const to = appearanceOf(next);
    this.#partitions = this.#partitions.set(id, next);
    if (isSameAppearance(from, to)) return;
    if (!this.#moved.includes(id)) this.#moved.push(id);
    const { state, mode, until } = to;
    this.emit({
      type: 'state',
      partition: id,
      from: from.state,
      to: state,
      ...(mode === undefined ? {} : { mode }),
      ...(until === undefined ? {} : { until }),
      ...(why.actor ? { actor: why.actor } : {}),
      cause: why.cause,
    });
  }

  /** Puts in place what of a partition nobody sees: its state looks as it did. */
  putPartition(id: PartitionId, next: PartitionRecord): void {
    this.#partitions = this.#partitions.set(id, next);
  }

  /** Notes that something visible of a partition changed beside its state. */
  touch(id: PartitionId): void {
    if (!this.#touched.includes(id)) this.#touched.push(id);
  }

  schedule(deadline: Deadline): void {
    this.deadlines = withDeadline(this.deadlines, deadline);
  }

  cancel(name: Omit<Deadline, 'at'>): void {
    this.deadlines = withoutDeadline(this.deadlines, name);
  }

  isDue(kind: Deadline['kind'], of: string): boolean {
    return this.deadlines.some((deadline) => deadline.kind === kind && deadline.of === of);
  }

  hasTrouble(kind: TroubleKind, device: DeviceId | undefined): boolean {
    return this.#troubles.get(`${kind} ${device ?? ''}`) !== undefined;
  }

  /** Switches a trouble on or off; speaks only at the edge. */
  trouble(kind: TroubleKind, device: DeviceId | undefined, on: boolean): void {
    const key = `${kind} ${device ?? ''}`;
    if ((this.#troubles.get(key) !== undefined) === on) return;
    const of = device === undefined ? {} : { device };
    this.#troubles = on
      ? this.#troubles.set(key, { kind, ...of, since: this.at } satisfies Trouble)
      : this.#troubles.delete(key);
    this.emit({ type: 'trouble', kind, ...of, on });
  }

  /** Partitions whose state showed a change in this turn, in the order they did. */
  get moved(): readonly PartitionId[] {
    return this.#moved;
  }

  end(): EngineState {
    this.#putDevice();
    for (const partition of this.#touched) if (!this.#moved.includes(partition)) this.emit({ type: 'view', partition });
    return {
      at: this.at,
      isWatching: this.isWatching,
      house: this.house,
      ...(this.awaited ? { awaited: this.awaited } : {}),
      devices: this.#devices,
      partitions: this.#partitions,
      troubles: this.#troubles,
      deadlines: this.deadlines,
      codes: this.codes,
      lockout: this.lockout,
      ...(this.people ? { people: this.people } : {}),
      ...(this.uses ? { uses: this.uses } : {}),
      ...(this.blind ? { blind: this.blind } : {}),
      ...(this.lastBlind ? { lastBlind: this.lastBlind } : {}),
      ...(this.selfTest ? { selfTest: this.selfTest } : {}),
      settleUntil: this.settleUntil,
    };
  }
}
