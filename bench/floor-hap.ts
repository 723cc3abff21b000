/**
 * The floor that HomeKit latency is measured against, in a process of its own as a hub is: a bare hap-nodejs accessory that
 * subscribes to MQTT and passes each message straight to a characteristic. Nothing is mapped, stored or decided.
 *
 * Arguments: broker address, HAP port, HAP username, pin code. Topics: `floor/contact` goes out at once, as hap-nodejs sends
 * contacts; `floor/smoke` the stock way, held for 250 ms.
 */
import type { Socket } from 'node:net';
import { Accessory, Bridge, Characteristic, HAPStorage, Service, uuid } from '@homebridge/hap-nodejs';
import { connectAsync } from 'mqtt';

const [broker = '', port = '', username = '', pincode = '', storage = ''] = process.argv.slice(2);
HAPStorage.setCustomStoragePath(storage);

const bridge = new Bridge('Floor', uuid.generate('floor'));
const accessory = new Accessory('Floor sensors', uuid.generate('floor sensors'));
const contact = accessory
  .addService(Service.ContactSensor, 'Contact')
  .getCharacteristic(Characteristic.ContactSensorState);
const smoke = accessory.addService(Service.SmokeSensor, 'Smoke').getCharacteristic(Characteristic.SmokeDetected);
bridge.addBridgedAccessory(accessory);
await bridge.publish({
  username,
  port: Number(port),
  pincode,
  bind: 'lo',
});

const client = await connectAsync(broker, { clientId: 'floor' });
(client.stream as Socket).setNoDelay(true);
client.on('message', (topic, payload) => {
  const { value } = JSON.parse(payload.toString()) as { value: number };
  (topic === 'floor/contact' ? contact : smoke).updateValue(value);
});
await client.subscribeAsync(['floor/contact', 'floor/smoke']);
process.stdout.write('ready\n');
