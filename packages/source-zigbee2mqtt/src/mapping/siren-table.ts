import type { SirenPattern } from '@nightlatch/model';
import type { Expose } from './expose.ts';
import type { Reader } from './reader.ts';

/** What a siren ought to do. */
export interface SirenWish {
  readonly on: boolean;
  readonly pattern: SirenPattern;
  /** Absent where it sounds until stopped. */
  readonly seconds?: number;
}

/** How a device's siren is worked. */
export interface SirenControl {
  /** The JSON for the device's `set` topic. */
  payload(wish: SirenWish): Readonly<Record<string, unknown>>;
  /** It stops by itself after a time of its own: a longer wish must be repeated. */
  readonly isTimed: boolean;
  /** The property and reader that tell whether it sounds; absent where the device does not say. */
  readonly state?: { readonly property: string; readonly read: Reader; readonly isGettable: boolean };
}

/** The longest that devices accept unasked: they cut a warning off at their own `max_duration`, 240 s by default. */
const LONGEST_SECONDS = 240;

const MODES: Readonly<Record<SirenPattern, readonly string[]>> = {
  burglary: ['burglar', 'emergency'],
  fire: ['fire', 'emergency'],
  co: ['fire', 'emergency'],
  water: ['emergency', 'burglar'],
  medical: ['emergency', 'burglar'],
  panic: ['police_panic', 'burglar', 'emergency'],
  warning: ['emergency', 'burglar'],
};

/** Enumerated sirens: the word that silences, and the words that sound, the best first. */
interface WordRow {
  readonly name: RegExp;
  readonly quiet: string;
  readonly burglary: readonly string[];
  readonly fire: readonly string[];
}

const WORD_ROWS: readonly WordRow[] = [
  { name: /^alarm$/, quiet: 'stop', burglary: ['burglar', 'ring'], fire: ['fire', 'ring'] },
  {
    name: /^(alarm|alarm_state)$/,
    quiet: 'normal',
    burglary: ['alarm_sound_light', 'alarm_sound'],
    fire: ['alarm_sound_light', 'alarm_sound'],
  },
  { name: /^siren_for_automation_only$/, quiet: 'stop', burglary: ['smoke_siren'], fire: ['smoke_siren'] },
];

/** Two-valued sirens. A detector's switch that *enables* its alarm is none, nor is a climate monitor's beeper. */
const SWITCH_ROWS: readonly { readonly name: RegExp; readonly beside?: RegExp; readonly notBeside?: RegExp }[] = [
  { name: /^alarm$/, notBeside: /^(co2|opening_state)$/ },
  { name: /^siren_on$/ },
  { name: /^alarm_switch$/, beside: /^alarm_melody$/ },
  { name: /^force_smoke_alarm$/ },
];
const ENABLES = /\benable/i;
const SIREN_RELAY = /^state_(siren|alarm|buzzer)$/;

/** Finds how to work a device's siren, the fullest way first; undefined when it has none. */
export function findSiren(exposes: readonly Expose[], stateOf: (expose: Expose) => Reader): SirenControl | undefined {
  return (
    warning(exposes, stateOf) ??
    words(exposes) ??
    twoAlarms(exposes) ??
    onOff(exposes, stateOf) ??
    pushButtons(exposes) ??
    timedSiren(exposes)
  );
}

function warning(exposes: readonly Expose[], stateOf: (expose: Expose) => Reader): SirenControl | undefined {
  const expose = exposes.find(({ name, type, isSettable }) => name === 'warning' && type === 'composite' && isSettable);
  if (!expose) return undefined;
  const feature = (name: string) => expose.features.find((candidate) => candidate.name === name);
  const modes = feature('mode')?.values ?? [];
  const alarm = exposes.find(
    ({ name, type, isPublished, isSettable }) => name === 'alarm' && type === 'binary' && isPublished && !isSettable,
  );
  return {
    isTimed: true,
    ...(alarm ? { state: { property: alarm.property, read: stateOf(alarm), isGettable: alarm.isGettable } } : {}),
    payload: ({ on, pattern, seconds }) => {
      const mode = on ? (MODES[pattern].find((candidate) => modes.includes(candidate)) ?? 'emergency') : 'stop';
      return {
        [expose.property]: {
          mode,
          ...(feature('level') ? { level: on ? 'very_high' : 'low' } : {}),
          ...(feature('strobe_level') ? { strobe_level: on ? 'very_high' : 'low' } : {}),
          strobe: on,
          duration: on ? Math.min(Math.ceil(seconds ?? LONGEST_SECONDS), LONGEST_SECONDS) : 0,
        },
      };
    },
  };
}

function words(exposes: readonly Expose[]): SirenControl | undefined {
  for (const row of WORD_ROWS) {
    const expose = exposes.find(
      ({ name, type, isSettable, values }) =>
        row.name.test(name) && type === 'enum' && isSettable && values.includes(row.quiet),
    );
    if (!expose) continue;
    const word = (wanted: readonly string[]) =>
      wanted.find((candidate) => expose.values.includes(candidate)) ?? row.quiet;
    return {
      isTimed: false,
      state: {
        property: expose.property,
        isGettable: expose.isGettable,
        read: (value) => (typeof value === 'string' && expose.values.includes(value) ? value !== row.quiet : undefined),
      },
      payload: ({ on, pattern }) => ({
        [expose.property]: on ? word(pattern === 'fire' || pattern === 'co' ? row.fire : row.burglary) : row.quiet,
      }),
    };
  }
  return undefined;
}

/** A smoke alarm with a switch for each of its two sounds. */
function twoAlarms(exposes: readonly Expose[]): SirenControl | undefined {
  const burglar = exposes.find(({ name, isSettable }) => name === 'manual_burglar_alarm' && isSettable);
  const smoke = exposes.find(({ name, isSettable }) => name === 'manual_smoke_alarm' && isSettable);
  if (!burglar || !smoke) return undefined;
  return {
    isTimed: false,
    payload: ({ on, pattern }) => {
      if (!on) return { [burglar.property]: burglar.valueOff, [smoke.property]: smoke.valueOff };
      const sound = pattern === 'fire' || pattern === 'co' ? smoke : burglar;
      return { [sound.property]: sound.valueOn };
    },
  };
}

function onOff(exposes: readonly Expose[], stateOf: (expose: Expose) => Reader): SirenControl | undefined {
  const isRow = (expose: Expose) =>
    SWITCH_ROWS.some(
      ({ name, beside, notBeside }) =>
        name.test(expose.name) &&
        (!beside || exposes.some((other) => beside.test(other.name))) &&
        (!notBeside || !exposes.some((other) => notBeside.test(other.name))),
    );
  const expose = exposes.find(
    (candidate) =>
      candidate.type === 'binary' &&
      candidate.isSettable &&
      ((isRow(candidate) && !ENABLES.test(candidate.description)) ||
        (candidate.within === 'switch' && SIREN_RELAY.test(candidate.property))),
  );
  if (!expose) return undefined;
  return {
    isTimed: false,
    ...(expose.isPublished
      ? { state: { property: expose.property, read: stateOf(expose), isGettable: expose.isGettable } }
      : {}),
    payload: ({ on }) => ({ [expose.property]: on ? (expose.valueOn ?? true) : (expose.valueOff ?? false) }),
  };
}

/** One button to start and one to stop; the state is told in words. */
function pushButtons(exposes: readonly Expose[]): SirenControl | undefined {
  const start = exposes.find(({ name, isSettable }) => name === 'trigger_alarm' && isSettable);
  const stop = exposes.find(({ name, isSettable }) => name === 'stop_alarm' && isSettable);
  if (!start || !stop) return undefined;
  const state = exposes.find(({ name, values }) => name === 'device_state' && values.includes('idle'));
  return {
    isTimed: false,
    ...(state
      ? {
          state: {
            property: state.property,
            isGettable: state.isGettable,
            read: (value) => (typeof value === 'string' && state.values.includes(value) ? value !== 'idle' : undefined),
          },
        }
      : {}),
    payload: ({ on }) => (on ? { [start.property]: start.values[0] } : { [stop.property]: stop.values[0] }),
  };
}

/** A chime with a siren that is given a time, and is stopped by giving it none. */
function timedSiren(exposes: readonly Expose[]): SirenControl | undefined {
  const expose = exposes.find(
    ({ name, type, isSettable }) => name === 'trigger_siren' && type === 'composite' && isSettable,
  );
  if (!expose) return undefined;
  return {
    isTimed: true,
    payload: ({ on, seconds }) => ({
      [expose.property]: { duration: on ? Math.min(Math.ceil(seconds ?? LONGEST_SECONDS), LONGEST_SECONDS) : 0 },
    }),
  };
}

/** How a device plays one short sound; undefined when it cannot. */
export function findChime(exposes: readonly Expose[]): (() => Readonly<Record<string, unknown>>) | undefined {
  const bell = exposes.find(({ name, type, isSettable }) => name === 'doorbell' && type === 'binary' && isSettable);
  if (bell) return () => ({ [bell.property]: bell.valueOn ?? true });
  const player = exposes.find(
    ({ name, type, isSettable }) => name === 'play_sound' && type === 'composite' && isSettable,
  );
  const sound = player?.features.find(({ name }) => name === 'sound')?.values[0];
  return player && sound ? () => ({ [player.property]: { sound } }) : undefined;
}
