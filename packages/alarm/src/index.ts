export * from './config.ts';
export * from './effect.ts';
export { initialState, nextDeadline, transition } from './engine.ts';
export type { Transition } from './engine.ts';
export { freeze, thaw } from './freezing.ts';
export * from './input.ts';
export type { EngineState } from './state.ts';
export { partitionIds, partitionView, troubles } from './view.ts';
export { completeConfig, completeInput } from './upgrade-config.ts';
