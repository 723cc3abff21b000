import { afterEach, expect, test } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { publishHouse } from '../bench/zigbee-house.ts';
import { Commander } from './hub-killed/commander.ts';
import { StandAloneHub } from './hub-killed/stand-alone-hub.ts';
import { startMosquitto } from './mosquitto.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('a hub that is killed while all ways in are locked keeps them locked when it is back', async () => {
  const mosquitto = await startMosquitto({ lines: ['max_queued_messages 0'] });
  closing.push(() => mosquitto.stop());
  const zigbee = await connectAsync(mosquitto.url);
  closing.push(() => zigbee.endAsync(true));
  await publishHouse(zigbee, { contact: 2 });
  const hub = new StandAloneHub(mosquitto.url);
  closing.push(() => hub.clear());
  await hub.start();
  const client = await Commander.connect(mosquitto.url, 'armer');
  closing.push(() => client.close());
  const guess = (code: string) => client.ask({ type: 'disarm', code });

  for (let wrong = 0; wrong < 3; wrong += 1)
    expect(await guess(`10000${wrong}`)).toMatchObject({ reason: 'wrong-code' });
  await hub.kill();
  await hub.start();
  for (let wrong = 3; wrong < 5; wrong += 1)
    expect(await guess(`10000${wrong}`)).toMatchObject({ reason: 'wrong-code' });
  expect(await guess('100005')).toMatchObject({ reason: 'locked-out' });
  await hub.kill();
  await hub.start();
  expect(await guess('100006')).toMatchObject({ reason: 'locked-out' });
}, 60_000);
