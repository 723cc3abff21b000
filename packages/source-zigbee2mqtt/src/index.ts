export type { Zigbee2MqttOptions } from './source.ts';
export { createZigbee2MqttSource } from './source.ts';
export type { Zigbee2MqttConfig } from './schema.ts';
export { zigbee2mqttSchema } from './schema.ts';
export type { FoundBridge, ProbeOptions, ProbeResult } from './probe.ts';
export { probeZigbee2Mqtt } from './probe.ts';
