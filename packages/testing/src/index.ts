export { bridgeContract } from './bridge-contract/bridge-contract.ts';
export type { BridgeDriver, BridgeUnderTest, ContractCase, ShownPartition } from './bridge-contract/bridge-driver.ts';
export * from './house-builder.ts';
export * from './memory-home.ts';
export * from './mock-source.ts';
export * from './test-clock.ts';
export * from './usual-policy.ts';
