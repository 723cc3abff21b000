/** The floor that the siren is measured against: a bare process that publishes a command for each message it subscribes to. */
import type { Socket } from 'node:net';
import { connectAsync } from 'mqtt';

const [broker = ''] = process.argv.slice(2);
const client = await connectAsync(broker, { clientId: 'floor-relay' });
(client.stream as Socket).setNoDelay(true);
await client.subscribeAsync('zigbee2mqtt/#');
client.on('message', (topic, payload) => {
  if (topic !== 'zigbee2mqtt/floor') return void JSON.parse(payload.toString());
  client.publish('floor/siren/set', payload);
});
process.send?.('ready');
process.on('SIGTERM', () => void client.endAsync(true).then(() => process.exit(0)));
