export type { MatterPairing } from './bridge-node.ts';
export { loadCameras, matterJs } from './load-matter.ts';
export * from './matter-server.ts';
export { savedPairingCodes } from './pairing-codes.ts';
export type { PairingCodes } from './pairing-codes.ts';
