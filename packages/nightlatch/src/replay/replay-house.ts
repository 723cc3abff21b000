import type { AlarmConfig, AlarmInput } from '@nightlatch/alarm';
import type { Config } from '@nightlatch/assembly';
import { planAlarm } from '@nightlatch/assembly';
import { localMoment } from '@nightlatch/hub';
import type { DeviceDescription, DeviceId, SecretText } from '@nightlatch/model';
import { nearestWord } from '@nightlatch/assembly';
import { ATTRIBUTE_NAMES } from '@nightlatch/model';
import { judgeCode } from './judge-code.ts';
import { LineError } from './line-values.ts';
import type { RecordedDevice } from './recorded-devices.ts';
import { RecordedDevices } from './recorded-devices.ts';
import type { CommandLine, DeviceLine, ReplayLine } from './replay-line.ts';
import type { Decision } from './virtual-engine.ts';
import { VirtualEngine } from './virtual-engine.ts';

export interface ReplayHouseOptions {
  readonly config: Config;
  /** When the recording begins, epoch milliseconds. */
  readonly at: number;
  readonly onDecision: (decision: Decision) => void;
  /** Devices that are known before the recording begins. */
  readonly devices?: readonly DeviceDescription[];
}

/** A journalled code is judged within this, or never was. */
const VERDICT_MS = 60_000;

/**
 * A house in virtual time: what the hub does with its sources, its codes and its engine, done with a recording.
 *
 * It runs from the first line on as a house that has been watched for long: nothing settles, and what has not yet
 * been told of is unknown, which never counts as closed.
 */
export class ReplayHouse {
  readonly #plan: (devices: readonly DeviceDescription[]) => AlarmConfig;
  readonly #config: Config;
  readonly #devices: RecordedDevices;
  readonly #engine: VirtualEngine;
  /** Commands whose codes wait for a verdict, with since when. */
  readonly #waiting = new Map<string, number>();
  #planned: string;
  #watched: ReadonlySet<DeviceId>;
  #isRunning = true;
  #hasBegun = false;
  #commands = 0;
  /** Events and commands that came while the hub was stopped: nobody heard them. */
  unseen = 0;

  constructor({ config, at, onDecision, devices }: ReplayHouseOptions) {
    this.#config = config;
    this.#plan = planAlarm(config);
    this.#devices = new RecordedDevices(config, devices);
    const alarm = this.#plan(this.#devices.descriptions);
    this.#planned = JSON.stringify(alarm);
    this.#watched = watchedIn(alarm);
    this.#engine = new VirtualEngine(alarm, at, (decision) => {
      if (decision.effect.type === 'verify-code') this.#waiting.set(decision.effect.id, decision.at);
      onDecision(decision);
    });
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  get alarm(): AlarmConfig {
    return this.#engine.state.house.config;
  }

  get devices(): readonly RecordedDevice[] {
    return this.#devices.all;
  }

  /** Devices of the recording that no zone names, in the order they came. */
  get unwatched(): readonly RecordedDevice[] {
    return this.#devices.all.filter(({ id }) => !this.#watched.has(id));
  }

  /** Takes in a line. @throws LineError where it tells of a watched device what nobody understands. */
  take(line: ReplayLine): void {
    this.#engine.runDue(line.at);
    const hasBegun = this.#hasBegun;
    this.#hasBegun = true;
    switch (line.kind) {
      case 'device':
        return this.#takeDevice(line, line.at);
      case 'command':
        return this.#takeCommand(line, line.at);
      case 'hub':
        return line.to === 'stopped' ? this.#stop(line.at) : this.#start(line.at, hasBegun);
      case 'end':
        return undefined;
    }
  }

  /**
   * Feeds what a hub fed its engine, as its journal has it. The configurations of then are left out: this house has its own.
   *
   * A code that was refused unjudged then, and would be judged now, counts as wrong: nobody knows what it was.
   */
  feed(input: AlarmInput): void {
    if (input.type === 'configured') return;
    this.#refuseUnjudged(input.at);
    if (input.type === 'attribute' || input.type === 'event') this.#learn(input);
    if (input.type === 'code-judged') this.#waiting.delete(input.id);
    if (input.type === 'hub') this.#isRunning = input.to === 'started';
    this.#engine.feed(input);
  }

  #refuseUnjudged(at: number): void {
    for (const [id, since] of this.#waiting) {
      if (at - since < VERDICT_MS) continue;
      this.#waiting.delete(id);
      this.#engine.feed({ type: 'code-judged', at, id, duress: false });
    }
  }

  /** A device that the database has forgotten since is learnt of as it speaks. */
  #learn(input: Extract<AlarmInput, { type: 'attribute' | 'event' }>): void {
    const values = input.type === 'attribute' ? [[input.attribute, input.value] as const] : [];
    const events = input.type === 'event' ? [{ event: input.event }] : [];
    const { isNew } = this.#devices.meet({ kind: 'device', device: input.device, values, events, strange: [] });
    if (isNew && this.#isRunning) this.#replan(input.at);
  }

  #takeDevice(line: DeviceLine, at: number): void {
    const { device, isNew } = this.#devices.meet(line);
    if (device.isHidden) return;
    if (isNew && this.#isRunning) this.#meet(device, at);
    if (line.strange.length > 0 && this.#watched.has(device.id)) throw strangeAttribute(device.name, line.strange);
    if (line.available !== undefined && line.available !== device.available) {
      device.available = line.available;
      this.#hear(at, { type: 'availability', device: device.id, available: line.available });
    }
    for (const [attribute, value] of line.values) {
      device.values.set(attribute, value);
      this.#hear(at, { type: 'attribute', device: device.id, attribute, value, cause: 'live' });
    }
    for (const { event, key } of line.events) {
      if (!this.#isRunning) this.unseen += 1;
      this.#hear(at, { type: 'event', device: device.id, event, ...(key === undefined ? {} : { key }) });
    }
  }

  #meet({ id, available }: RecordedDevice, at: number): void {
    this.#replan(at);
    this.#engine.feed({ type: 'availability', at, device: id, available });
  }

  /** A house plans anew when it learns of a device, or of something more that one has. */
  #replan(at: number): void {
    const alarm = this.#plan(this.#devices.descriptions);
    const text = JSON.stringify(alarm);
    if (text === this.#planned) return;
    this.#planned = text;
    this.#watched = watchedIn(alarm);
    this.#engine.feed({ type: 'configured', at, config: alarm });
  }

  #takeCommand({ command, code, actor }: CommandLine, at: number): void {
    if (!this.#isRunning) {
      this.unseen += 1;
      return;
    }
    const id = `${(this.#commands += 1)}`;
    const named = 'device' in command ? { ...command, device: this.#devices.idOf(command.device) } : command;
    const client = actor.client === undefined ? {} : { client: this.#devices.idOf(actor.client) };
    const by = { ...actor, ...client };
    this.#engine.feed({ type: 'command', at, id, command: named, hasCode: code !== undefined, actor: by });
    if (code) this.#judge(code, at);
  }

  #judge(code: SecretText, at: number): void {
    const moment = localMoment(at, this.#config.home.timeZone);
    for (const id of this.#waiting.keys()) {
      this.#waiting.delete(id);
      this.#engine.feed({ type: 'code-judged', at, id, ...judgeCode(this.#config.users, code), moment });
    }
  }

  #stop(at: number): void {
    if (this.#isRunning) this.#engine.feed({ type: 'hub', at, to: 'stopped' });
    this.#isRunning = false;
  }

  /**
   * The hub comes back: nothing that it knew is trusted until the sources have said it again. A start without a stop
   * is that of a hub that was killed, unless the recording begins with it.
   */
  #start(at: number, hasBegun: boolean): void {
    if (hasBegun) this.#stop(at);
    for (const { id } of this.#devices.all)
      this.#engine.feed({ type: 'availability', at, device: id, available: 'unknown' });
    this.#replan(at);
    this.#isRunning = true;
    this.#engine.feed({ type: 'hub', at, to: 'started' });
    for (const device of this.#devices.all) if (!device.isHidden) this.#resync(device, at);
  }

  #resync({ id, available, values }: RecordedDevice, at: number): void {
    this.#engine.feed({ type: 'availability', at, device: id, available });
    for (const [attribute, value] of values)
      this.#engine.feed({ type: 'attribute', at, device: id, attribute, value, cause: 'resync' });
  }

  #hear(at: number, input: DistributiveOmit<AlarmInput, 'at'>): void {
    if (this.#isRunning) this.#engine.feed({ ...input, at });
  }
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

function watchedIn({ partitions }: AlarmConfig): ReadonlySet<DeviceId> {
  return new Set(partitions.flatMap(({ zones }) => zones.map(({ device }) => device)));
}

function strangeAttribute(device: string, [first = '']: readonly string[]): LineError {
  const meant = nearestWord(first, ATTRIBUTE_NAMES);
  const remedy = meant === undefined ? `there are ${ATTRIBUTE_NAMES.join(', ')}.` : `did you mean "${meant}"?`;
  return new LineError(`"${device}" has no attribute ${JSON.stringify(first.slice(0, 40))}: ${remedy}`);
}
