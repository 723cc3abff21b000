import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BooleanStateClient } from '@matter/main/behaviors/boolean-state';
import { OnOffClient } from '@matter/main/behaviors/on-off';
import { MatterController } from './matter/matter-controller.ts';
import { MatterHouse } from './matter/matter-house.ts';

/** An app that is not told asks again after a hundred seconds; what is told is told in a tenth of one. */
const DEAF_MS = 10_000;

/** The last file that is written before the bridge is online, and the first once it is. */
const SUBSCRIPTIONS = 'values.log';

let home: MatterHouse;
let app: MatterController;

beforeAll(async () => {
  home = await MatterHouse.open();
  await home.start();
  app = await MatterController.open();
  await app.pairByAddress(home);
}, 60_000);
afterAll(async () => {
  await app?.close();
  await home?.close();
}, 30_000);

/** How long the app hears nothing of a door that opens once the hub is back. */
async function silence(): Promise<number> {
  const startedAt = performance.now();
  await home.say('contact 1', 'trip');
  await app.until('contact 1', BooleanStateClient, 'stateValue', false);
  const ms = performance.now() - startedAt;
  await home.say('contact 1', 'rest');
  await app.until('contact 1', BooleanStateClient, 'stateValue', true);
  return ms;
}

test('an app hears of the house at once, however often and however soon its hub was killed', async () => {
  await app.at('Alarm away').commandsOf(OnOffClient).on();
  await app.until('Alarm away', OnOffClient, 'onOff', true);
  const switched: boolean[] = [];
  app
    .at('Alarm away')
    .eventsOf(OnOffClient)
    .onOff$Changed.on((on) => void switched.push(on));
  // What the app subscribed to is on the disk by now: it has heard of a door by it.
  await silence();
  await home.kill();
  // Twice in a row before what the app had is taken up, then once as it just has been.
  await home.killAtWrite(SUBSCRIPTIONS);
  await home.killAtWrite(SUBSCRIPTIONS);
  await home.start();
  expect(await silence()).toBeLessThan(DEAF_MS);
  await home.kill();
  const hub = await home.start();
  await hub.logged(/reestablished/);
  await home.kill();
  await home.start();
  expect(await silence()).toBeLessThan(DEAF_MS);
  expect(app.at('Alarm away').stateOf(OnOffClient).onOff).toBe(true);
  expect(switched).toEqual([]);
}, 120_000);

test('an app hears of the house at once after a hub that was told to end', async () => {
  await home.stop();
  await home.start();
  expect(await silence()).toBeLessThan(DEAF_MS);
}, 60_000);
