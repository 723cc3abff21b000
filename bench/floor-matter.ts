/**
 * The floor that Matter is measured against, in a process of its own: bare matter.js with contact sensors, of which the first
 * follows MQTT. Nothing is mapped, stored or decided.
 *
 * Arguments: broker address, UDP port, passcode, storage folder, number of contacts. Topic: `floor/contact`.
 */
import type { Socket } from 'node:net';
import { Endpoint, Environment, Logger, LogLevel, ServerNode } from '@matter/main';
import { BooleanStateServer } from '@matter/main/behaviors/boolean-state';
import { BridgedDeviceBasicInformationServer } from '@matter/main/behaviors/bridged-device-basic-information';
import { ContactSensorDevice } from '@matter/main/devices/contact-sensor';
import { AggregatorEndpoint } from '@matter/main/endpoints/aggregator';
import { connectAsync } from 'mqtt';

const [broker = '', port = '', passcode = '', storage = '', contacts = '1'] = process.argv.slice(2);
Logger.level = LogLevel.FATAL;
Environment.default.vars.set('storage.path', storage);
const node = await ServerNode.create({
  id: 'floor',
  network: { port: Number(port), ble: false },
  commissioning: { passcode: Number(passcode), discriminator: 3_333 },
  productDescription: { name: 'Floor', deviceType: AggregatorEndpoint.deviceType },
});
const aggregator = new Endpoint(AggregatorEndpoint, { id: 'aggregator', number: 1 });
await node.add(aggregator);
const type = ContactSensorDevice.with(
  BridgedDeviceBasicInformationServer,
  BooleanStateServer.enable({ events: { stateChange: true } }),
);
const sensors = Array.from({ length: Number(contacts) }, (_, index) => {
  const information = { nodeLabel: `contact ${index + 1}`, reachable: true };
  return new Endpoint(type, {
    id: `contact-${index + 1}`,
    bridgedDeviceBasicInformation: information,
    booleanState: { stateValue: true },
  });
});
for (const sensor of sensors) await aggregator.add(sensor);
const client = await connectAsync(broker, { clientId: `floor-${port}` });
(client.stream as Socket).setNoDelay(true);
client.on('message', (_topic, payload) => {
  const { contact } = JSON.parse(payload.toString()) as { contact: boolean };
  void sensors[0]?.set({ booleanState: { stateValue: contact } });
});
await client.subscribeAsync('floor/contact');
await node.start();
process.on('SIGTERM', () => process.exit(0));
process.send?.('ready');
