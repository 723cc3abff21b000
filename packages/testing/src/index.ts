export { bridgeContract } from './bridge-contract/bridge-contract.ts';
export type {
  BridgeDriver,
  BridgeUnderTest,
  ContractCase,
  ContractCompanion,
  ShownPartition,
} from './bridge-contract/bridge-driver.ts';
export * from './house-builder.ts';
export type { MediaAsk, MockMediaOptions } from './media/mock-media-source.ts';
export { MOCK_CAPABILITIES, MockMediaSource } from './media/mock-media-source.ts';
export { MockMedia } from './media/mock-media.ts';
export type { LiveMaker } from './media/mock-session.ts';
export { descriptionsOnly } from './media/mock-session.ts';
export { weriftMedia } from './media/werift-media.ts';
export type { WeriftMediaOptions } from './media/werift-media.ts';
export * from './memory-home.ts';
export * from './mock-source.ts';
export * from './test-clock.ts';
export * from './usual-policy.ts';
