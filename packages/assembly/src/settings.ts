/** What a host's settings page needs beside the configuration itself: live devices, codes and secrets. */
export { openCodes, USUAL_RIGHTS } from '@nightlatch/hub';
export type { AddOptions as CodeAddOptions, CodeRecord, CodeRegistry } from '@nightlatch/hub';
export { probeZigbee2Mqtt } from '@nightlatch/source-zigbee2mqtt';
export type { FoundBridge, ProbeOptions, ProbeResult } from '@nightlatch/source-zigbee2mqtt';
export { saveSecret } from './load/save-secret.ts';
