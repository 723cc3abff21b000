import type { AlarmConfig } from './config.ts';
import type { EngineState } from './state.ts';
import type { Added } from './upgrade-config.ts';
import { completeConfig } from './upgrade-config.ts';

/** The version of a frozen state that this release writes. */
export const STATE_VERSION = 2;

/** A frozen state of any version: plain JSON. */
export interface FrozenState {
  readonly v: number;
  readonly config: AlarmConfig;
  readonly awaited?: AlarmConfig;
  readonly [field: string]: unknown;
}

/*
 * What a state of version 1 lacks. A field that is added to the state gets its line here, as plain JSON; one that is added
 * to a record within it is optional there, and its absence is the state at rest.
 */
const SINCE_1: Added<
  EngineState,
  | 'at'
  | 'isWatching'
  | 'house'
  | 'devices'
  | 'partitions'
  | 'troubles'
  | 'deadlines'
  | 'codes'
  | 'lockout'
  | 'settleUntil'
> = {};

/** One step per version: step `i` brings a state from version `i + 1` to `i + 2`. */
const STEPS: readonly ((frozen: FrozenState) => FrozenState)[] = [(frozen) => ({ ...frozen, v: 2 })];

/**
 * Brings a frozen state of an older release to today's shape, with its configurations; undefined when its version is not
 * one that this release knows.
 */
export function upgradeState(frozen: FrozenState): FrozenState | undefined {
  if (!Number.isInteger(frozen.v) || frozen.v < 1 || frozen.v > STATE_VERSION) return undefined;
  const { config, awaited, ...rest } = STEPS.slice(frozen.v - 1).reduce((state, step) => step(state), frozen);
  return {
    ...SINCE_1,
    ...rest,
    v: STATE_VERSION,
    config: completeConfig(config),
    ...(awaited ? { awaited: completeConfig(awaited) } : {}),
  };
}
