export * from './accessory-host.ts';
export * from './bare-host.ts';
export type { HapAccessory, HapModule } from './hap.ts';
export * from './homekit-bridge.ts';
export * from './options.ts';
export { markLost } from './orphan.ts';
