export { mqttSink } from './mqtt-sink.ts';
export type { MqttSinkOptions } from './mqtt-sink.ts';
export { SILENT_SCHEMAS } from './schema.ts';
export { webhookSink } from './webhook-sink.ts';
export type { WebhookOptions } from './webhook-sink.ts';
