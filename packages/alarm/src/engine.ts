import type { PartitionId, PartitionView, Trouble } from '@nightlatch/model';
import type { AlarmConfig } from './config.ts';
import type { AlarmEffect } from './effect.ts';
import type { AlarmInput } from './input.ts';

/** The engine's whole memory. Plain JSON through `freeze` and `thaw`; opaque to everyone else. */
export interface EngineState {
  readonly at: number;
}

export interface Transition {
  readonly state: EngineState;
  readonly effects: readonly AlarmEffect[];
}

/* The contract that the hub relies on:
export function initialState(config: AlarmConfig, at: number): EngineState;
export function transition(state: EngineState, input: AlarmInput): Transition;
export function nextDeadline(state: EngineState): number | undefined;      // engine time, epoch ms
export function partitionView(state: EngineState, partition: PartitionId): PartitionView;
export function partitionIds(state: EngineState): readonly PartitionId[];
export function troubles(state: EngineState): readonly Trouble[];
export function freeze(state: EngineState): unknown;                       // versioned JSON
export function thaw(json: unknown): EngineState;
*/
export type { AlarmConfig, AlarmEffect, AlarmInput, PartitionId, PartitionView, Trouble };
