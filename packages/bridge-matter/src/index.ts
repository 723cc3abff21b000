export * from './endpoint-host.ts';
export * from './endpoint/aggregator-host.ts';
export { endpointIdentity } from './endpoint/identity.ts';
export type { LockPolicy } from './endpoint/lock-settings.ts';
export type { MatterModule } from './endpoint/matter-module.ts';
export * from './matter-bridge.ts';
export * from './options.ts';
export * from './plan/endpoint-plan.ts';
