import type {
  Actor,
  AlarmState,
  AttributeKey,
  AttributeValue,
  DeviceId,
  MomentaryEvent,
  Origin,
  PartitionView,
  ReportCause,
  Unknown,
  Verb,
} from '@nightlatch/model';
import { ORIGINS } from '@nightlatch/model';
import type { AlarmConfig, PartitionConfig, PolicyConfig, ZoneConfig } from '../src/config.ts';
import type { AlarmEffect } from '../src/effect.ts';
import { initialState, nextDeadline, transition } from '../src/engine.ts';
import type { AlarmInput, CodelessCommand } from '../src/input.ts';
import type { EngineState } from '../src/state.ts';
import { partitionView } from '../src/view.ts';

export const PANEL: Actor = { origin: 'panel' };
export const LINK: Actor = { origin: 'link', client: 'app' };
export const KEYPAD: Actor = { origin: 'keypad', client: 'keypad' };

export function byOrigin<T>(value: T): Record<Origin, T> {
  return Object.fromEntries(ORIGINS.map((origin) => [origin, value])) as Record<Origin, T>;
}

const ARMING: readonly Verb[] = ['arm', 'silence', 'panic', 'lock', 'acknowledge'];
const EVERYTHING: readonly Verb[] = [...ARMING, 'disarm', 'bypass', 'unbypass', 'test', 'unlock', 'siren', 'chime'];

export const POLICY: PolicyConfig = {
  withoutCode: { ...byOrigin(ARMING), panel: EVERYTHING },
  never: byOrigin([]),
  disarmOnEntryOnly: [],
  lockoutAttempts: 5,
  lockoutSeconds: 90,
  lockoutMaxSeconds: 900,
  codeQueue: 8,
  settleSeconds: 60,
  confirmSeconds: 10,
};

/** Writes a zone as `device signal type modes`: the rest is usual. */
export function zone(device: DeviceId, options: Partial<ZoneConfig> & Pick<ZoneConfig, 'signal' | 'type'>): ZoneConfig {
  const modes = options.type === 'interior' ? ['away', 'vacation'] : ['home', 'away', 'night', 'vacation'];
  return { id: `${device}#${options.signal}`, name: device, device, modes, chime: false, ...options };
}

export const ZONES: readonly ZoneConfig[] = [
  zone('door', { signal: 'contact', type: 'entry', chime: true }),
  zone('garage', { signal: 'contact', type: 'entry', entryDelaySeconds: 10 }),
  zone('gate', { signal: 'contact', type: 'entry', entryDelaySeconds: 90 }),
  zone('window', { signal: 'contact', type: 'perimeter', chime: true }),
  zone('hall', { signal: 'motion', type: 'interior' }),
  zone('stairs', { signal: 'motion', type: 'interior' }),
  zone('kitchen', { signal: 'smoke', type: 'fire' }),
  zone('attic', { signal: 'smoke', type: 'fire' }),
  zone('boiler', { signal: 'carbonMonoxide', type: 'co' }),
  zone('cellar', { signal: 'waterLeak', type: 'water' }),
  zone('pipe', { signal: 'temperature', type: 'freeze', belowCelsius: 4 }),
  zone('box', { signal: 'tamper', type: 'tamper' }),
  zone('bed', { signal: 'panic', type: 'panic' }),
  zone('till', { signal: 'button', type: 'silent-panic' }),
];

export const HOUSE: PartitionConfig = {
  id: 'house',
  name: 'House',
  modes: {
    away: { exitDelaySeconds: 60, entryDelaySeconds: 30 },
    home: { exitDelaySeconds: 0, entryDelaySeconds: 30 },
    night: { exitDelaySeconds: 0, entryDelaySeconds: 0 },
    vacation: { exitDelaySeconds: 60, entryDelaySeconds: 30 },
  },
  zones: ZONES,
  sirenSeconds: 240,
  followerGraceSeconds: 1,
  sirens: ['siren'],
  keypads: ['keypad'],
  chimes: ['bell'],
  groups: [],
  abortWindowSeconds: 30,
  cancelWindowSeconds: 300,
  swingerTrips: 2,
};

const REST: Readonly<Partial<Record<string, AttributeValue>>> = { contact: 'closed', temperature: 20 };

export const CONFIG: AlarmConfig = {
  partitions: [HOUSE],
  users: [
    { name: 'Ana', can: EVERYTHING },
    { name: 'Guest', can: ['arm'] },
    { name: 'Neighbour', can: EVERYTHING, partitions: ['shed'] },
  ],
  policy: POLICY,
};

/** Returns the usual configuration with another partition. */
export function withHouse(change: Partial<PartitionConfig>): AlarmConfig {
  return { ...CONFIG, partitions: [{ ...HOUSE, ...change }] };
}

/** Returns the usual configuration with zones of one's own. */
export function withZones(...zones: readonly ZoneConfig[]): AlarmConfig {
  return withHouse({ zones });
}

/** What is known of a code or tag beside whose it is. */
export type Judged = Pick<Extract<AlarmInput, { type: 'code-judged' }>, 'credential' | 'moment'>;

/** An engine on a stage: what is done to it, second by second, and what it does. */
export class Rehearsal {
  state: EngineState;
  /** Every effect so far. */
  readonly effects: AlarmEffect[] = [];
  /** Every input so far. */
  readonly inputs: AlarmInput[] = [];
  readonly config: AlarmConfig;
  #commands = 0;

  /** Begins with every device present and at rest, at second 0. */
  constructor(config: AlarmConfig = CONFIG) {
    this.config = config;
    this.state = initialState(config, 0);
    for (const { zones } of config.partitions)
      for (const { device, signal } of zones) {
        this.available(device, true);
        if (signal === 'panic' || signal === 'button' || signal === 'medical') continue;
        this.report(device, signal, REST[signal] ?? false);
      }
    this.effects.length = 0;
  }

  get view(): PartitionView {
    return partitionView(this.state, this.config.partitions[0]?.id ?? '');
  }

  /** The state, and the mode where there is one: `armed away`. */
  get now(): AlarmState | `${AlarmState} ${string}` {
    const { state, mode } = this.view;
    return mode === undefined ? state : `${state} ${mode}`;
  }

  /** Seconds from the start until the running delay or siren ends. */
  get until(): number | undefined {
    return this.view.until === undefined ? undefined : this.view.until / 1000;
  }

  feed(input: AlarmInput): readonly AlarmEffect[] {
    const { state, effects } = transition(this.state, input);
    this.inputs.push(input);
    this.state = state;
    this.effects.push(...effects);
    return effects;
  }

  available(device: DeviceId, available: boolean | Unknown): readonly AlarmEffect[] {
    return this.feed({ type: 'availability', at: this.state.at, device, available });
  }

  report(
    device: DeviceId,
    attribute: AttributeKey,
    value: AttributeValue | Unknown,
    cause: ReportCause = 'live',
  ): readonly AlarmEffect[] {
    return this.feed({ type: 'attribute', at: this.state.at, device, attribute, value, cause });
  }

  open(device: DeviceId, cause: ReportCause = 'live'): readonly AlarmEffect[] {
    return this.report(device, 'contact', 'open', cause);
  }

  close(device: DeviceId, cause: ReportCause = 'live'): readonly AlarmEffect[] {
    return this.report(device, 'contact', 'closed', cause);
  }

  /** Somebody moves, and is still a moment later. */
  move(device: DeviceId): readonly AlarmEffect[] {
    return [...this.report(device, 'motion', true), ...this.report(device, 'motion', false)];
  }

  press(device: DeviceId, event: MomentaryEvent): readonly AlarmEffect[] {
    return this.feed({ type: 'event', at: this.state.at, device, event });
  }

  /** Lets seconds pass, deadline by deadline as the hub does. */
  wait(seconds: number): readonly AlarmEffect[] {
    const end = this.state.at + seconds * 1000;
    const effects: AlarmEffect[] = [];
    for (let due = nextDeadline(this.state); due !== undefined && due <= end; due = nextDeadline(this.state))
      effects.push(...this.feed({ type: 'tick', at: due }));
    return [...effects, ...this.feed({ type: 'tick', at: end })];
  }

  /** @returns The answer, or undefined while the code is being judged. */
  ask(command: CodelessCommand, actor: Actor = PANEL, hasCode = false) {
    const id = `c${this.#commands++}`;
    this.feed({ type: 'command', at: this.state.at, id, command, hasCode, actor });
    return this.answer(id);
  }

  /** Offers a code with a command and has it judged at once. */
  askWithCode(
    command: CodelessCommand,
    user: string | undefined,
    { actor = KEYPAD, duress = false, ...more }: { actor?: Actor; duress?: boolean } & Judged = {},
  ) {
    const id = `c${this.#commands}`;
    const refused = this.ask(command, actor, true);
    if (refused) return refused;
    this.judge(id, user, duress, more);
    return this.answer(id);
  }

  judge(id: string, user: string | undefined, duress = false, more: Judged = {}): readonly AlarmEffect[] {
    const whose = user === undefined ? {} : { user };
    return this.feed({ type: 'code-judged', at: this.state.at, id, ...whose, duress, ...more });
  }

  answer(id: string) {
    const results = this.effects.filter((effect) => effect.type === 'result' && effect.id === id);
    if (results.length > 1) throw new RangeError(`Command ${id} was answered ${results.length} times.`);
    return results[0]?.type === 'result' ? results[0].result : undefined;
  }

  arm(mode = 'away', options: { force?: boolean; skipDelay?: boolean } = {}, actor: Actor = PANEL) {
    return this.ask({ type: 'arm', mode, ...options }, actor);
  }

  /** Armed away, past the exit delay. */
  armed(mode = 'away'): this {
    this.arm(mode, { skipDelay: true });
    this.effects.length = 0;
    return this;
  }

  disarm(actor: Actor = PANEL) {
    return this.ask({ type: 'disarm' }, actor);
  }

  stop(): readonly AlarmEffect[] {
    return this.feed({ type: 'hub', at: this.state.at, to: 'stopped' });
  }

  /** The hub comes back, as it does: nothing that it knew of the devices is trusted. */
  start(afterSeconds = 0): readonly AlarmEffect[] {
    const at = this.state.at + afterSeconds * 1000;
    const devices = new Set(this.config.partitions.flatMap(({ zones }) => zones.map(({ device }) => device)));
    for (const device of devices) this.feed({ type: 'availability', at, device, available: 'unknown' });
    return this.feed({ type: 'hub', at, to: 'started' });
  }

  /** Effects of one type so far. */
  all<T extends AlarmEffect['type']>(type: T): Extract<AlarmEffect, { type: T }>[] {
    return this.effects.filter((effect): effect is Extract<AlarmEffect, { type: T }> => effect.type === type);
  }
}
