export * from './create-simulator.ts';
export * from './day-plan.ts';
export * from './device-kind.ts';
export * from './house.ts';
export * from './schema.ts';
export * from './simulator.ts';
