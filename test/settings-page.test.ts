import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openCodes } from '@nightlatch/hub';
import { readConfig } from '@nightlatch/assembly';
import { SecretText } from '@nightlatch/model';
import type { MqttClient } from 'mqtt';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { Mosquitto } from './mosquitto.ts';
import { MOSQUITTO, startMosquitto } from './mosquitto.ts';
import { CHROMIUM, openSettings, startChromium, watchMisdeeds } from './settings-page/browser.ts';
import type { Misdeeds } from './settings-page/browser.ts';
import type { HomebridgeUi } from './settings-page/homebridge-ui.ts';
import { startHomebridgeUi } from './settings-page/homebridge-ui.ts';
import { publishZigbeeHouse, zigbeeId } from './settings-page/zigbee-house.ts';

const CODE = '83026471';
const DURESS = '83026475';
const PASSWORD = 'rosebud-4711';
/** Where pictures for the documentation go; none are drawn without it. */
const PICTURES = process.env['NIGHTLATCH_PICTURES'];
const LIGHTING = process.env['NIGHTLATCH_LIGHTING'] === 'dark' ? 'dark' : 'light';
const missing = [CHROMIUM ? '' : 'Chromium', MOSQUITTO ? '' : 'Mosquitto'].filter(Boolean).join(' and ');
const run = missing ? test.skip : test;

let broker: Mosquitto;
let zigbee: MqttClient;
let ui: HomebridgeUi;
let browser: Browser;
let page: Page;
let settings: FrameLocator;
let misdeeds: Misdeeds;

beforeAll(async () => {
  if (missing) return;
  broker = await startMosquitto({ users: { house: PASSWORD }, lines: ['sys_interval 1'] });
  zigbee = await publishZigbeeHouse(broker.url, { username: 'house', password: PASSWORD });
  const neighbour = { platform: 'Lamps', name: 'Lamps', mqtt: { server: broker.url } };
  const own = { platform: 'Nightlatch', name: 'Alarm', logging: { level: 'debug' } };
  [ui, browser] = await Promise.all([
    startHomebridgeUi({ lightingMode: LIGHTING, platforms: [neighbour, own] }),
    startChromium(),
  ]);
  page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
  page.setDefaultTimeout(10_000);
  misdeeds = watchMisdeeds(page, ui.url);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await zigbee?.endAsync();
  await Promise.all([ui?.stop(), broker?.stop()]);
}, 30_000);

/** Draws what the page shows, for the documentation. */
async function picture(name: string): Promise<void> {
  if (PICTURES === undefined) return;
  const box = await settings.locator('#nightlatch').boundingBox();
  if (box) await page.setViewportSize({ width: 1100, height: Math.ceil(box.height) + 260 });
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

const onward = (): Promise<void> => settings.locator('#continue').click();
const step = (id: string): ReturnType<FrameLocator['locator']> => settings.locator(`#${id}`);
const title = (name: string): Promise<void> => settings.getByRole('heading', { level: 2, name }).waitFor();
const row = (name: string): ReturnType<FrameLocator['locator']> =>
  settings.locator(`[data-device="${zigbeeId(name)}"]`);
const say = (name: string, body: object): Promise<unknown> =>
  zigbee.publishAsync(`zigbee2mqtt/${name}`, JSON.stringify(body), { retain: true, qos: 1 });

const zone = (device: string, type: string, attribute: string): object => ({
  device: zigbeeId(device),
  type,
  attribute,
});

/** Every file of Homebridge's storage that holds a text. */
function filesWith(text: string): string[] {
  return readdirSync(ui.storage, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(ui.storage, file)).isFile())
    .filter((file) => readFileSync(join(ui.storage, file), 'latin1').includes(text));
}

run(
  `sets up a house from nothing but clicks${missing ? `: needs ${missing}` : ''}`,
  async () => {
    settings = await openSettings(page, ui.url, false);

    /* The broker that another plugin uses is found by itself, and asks for its password. */
    await settings.getByText('A broker that asks for a password').click();
    await step('sensors').getByLabel('Name', { exact: true }).fill('house');
    await step('sensors').getByLabel('Password', { exact: true }).fill('a wrong one');
    await onward();
    await settings.getByRole('alert').filter({ hasText: 'did not accept' }).waitFor();
    await step('sensors').getByLabel('Password', { exact: true }).fill(PASSWORD);
    await onward();

    await title('Your devices');
    await row('Front door').getByText('Closed', { exact: true }).waitFor();
    await row('Kitchen window').getByText('Not heard yet').waitFor();
    expect(await row('Front door').getByRole('combobox').first().inputValue()).toBe('entry');
    expect(await row('Bedroom window').getByRole('combobox').first().inputValue()).toBe('perimeter');
    await row('Back door').getByRole('button', { name: 'Rename Back door' }).click();
    await row('Back door').getByLabel('Name').fill('Garden door');
    await row('Back door').getByLabel('Room').fill('Kitchen');
    await row('Back door').getByRole('button', { name: 'Keep' }).click();
    await row('Back door').getByText('Kitchen · Aqara').waitFor();
    await say('Kitchen window', { contact: false, battery: 55 });
    await row('Kitchen window').getByText('Open', { exact: true }).waitFor();
    await row('Kitchen window').getByText('55 %').waitFor();
    await row('Stairs motion').getByRole('combobox').first().selectOption('Not part of the alarm');
    await row('Hall motion').getByRole('combobox').last().selectOption('When nobody is home, and at night');
    await row('Bedside button').getByRole('combobox').selectOption({ value: 'silent-panic' });
    await onward();

    await title('People and codes');
    await step('code').getByLabel('Name', { exact: true }).fill('Ana');
    await settings.getByLabel('Code, 6 digits').fill('123456');
    await settings.getByLabel('The same code again').fill('123456');
    await settings.getByRole('button', { name: 'Add this code' }).click();
    await settings.getByText('Digits in a row are the first thing').waitFor();
    await addCode('Ana', CODE);
    await settings.getByRole('listitem').filter({ hasText: 'Ana' }).getByText('A code, since').waitFor();
    await settings.getByText('This is a duress code').click();
    await addCode('Ana', DURESS);
    await settings.getByText('A duress code, since').waitFor();
    await step('code').getByLabel('Name', { exact: true }).fill('Cleo');
    await settings.getByLabel('What they use').selectOption('A tag, held to a reader');
    await settings.getByText('What they may do, where and when').click();
    await settings.getByLabel('What they may do').selectOption('Only open doors');
    await settings.getByLabel('When', { exact: true }).selectOption('At certain times of the week');
    await settings.getByLabel('To', { exact: true }).fill('12:30');
    await settings.getByLabel('May come until').fill('2100-06-30');
    await settings.getByLabel('How often it is good').selectOption('A number of times');
    await settings.getByLabel('How many times').fill('3');
    await settings.getByLabel('Number of the tag').fill('04:A1:B2:C3');
    await picture('settings-guest');
    await settings.getByRole('button', { name: 'Add this tag' }).click();
    const cleo = settings.getByRole('listitem').filter({ hasText: 'Cleo' });
    const week = 'Mon Tue Wed Thu Fri 08:00–12:30';
    await cleo.getByText(`May: Only open doors · ${week} · until 2100-06-30`).waitFor();
    await cleo.getByText(/A tag, since .*, 3 of 3 uses left/).waitFor();
    await cleo.getByRole('button', { name: 'Change what Cleo may do' }).click();
    expect(await cleo.getByLabel('May come until').inputValue()).toBe('2100-06-30');
    await cleo.getByLabel('What they may do').first().selectOption('My own choice');
    await cleo.getByLabel('Open doors').uncheck();
    await cleo.getByRole('button', { name: 'Keep' }).click();
    await cleo.getByText(`May: Lock doors · ${week} · until 2100-06-30`).waitFor();
    await cleo.getByRole('button', { name: 'Suspend Cleo' }).click();
    await cleo.getByText('May: Suspended · Lock doors').waitFor();
    await picture('settings-code');
    await cleo.getByRole('button', { name: 'Revoke the codes of Cleo' }).click();
    await cleo.getByRole('button', { name: 'Revoke now' }).click();
    await cleo.waitFor({ state: 'detached' });
    await onward();

    await title('Try it');
    await settings.getByRole('button', { name: 'Start test' }).click();
    await settings.getByText('0 of 8 tried').waitFor();
    await say('Front door', { contact: false, battery: 91 });
    const tile = settings.locator(`[data-tile="${zigbeeId('Front door')}"]`);
    await tile.and(settings.locator('.is-tried.is-lit')).waitFor();
    await settings.getByText('1 of 8 tried', { exact: true }).waitFor();
    expect(await settings.locator('#unheard').textContent()).toMatch(/Garden door.*Laundry leak/);
    await onward();

    await title('All set');
    await settings.getByText('Let it run as a child bridge').waitFor();
    await onward();
    await title('Saved');
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  },
  60_000,
);

async function addCode(name: string, code: string): Promise<void> {
  await step('code').getByLabel('Name', { exact: true }).fill(name);
  await settings.getByLabel('Code, 6 digits').fill(code);
  await settings.getByLabel('The same code again').fill(code);
  await settings.getByRole('button', { name: 'Add this code' }).click();
}

run('writes a house that the plugin can open, and keeps what it does not know', async () => {
  const { platforms } = await ui.config();
  const { platform: _, name, ...house } = platforms.find(({ platform }) => platform === 'Nightlatch') ?? {};
  expect(name).toBe('Alarm');
  expect(house).toEqual({
    logging: { level: 'debug' },
    sources: [
      {
        type: 'zigbee2mqtt',
        broker: broker.url,
        baseTopic: 'zigbee2mqtt',
        username: 'house',
        password: { secret: 'mqtt-password' },
      },
    ],
    partitions: [
      {
        id: 'house',
        name: 'House',
        zones: expect.arrayContaining([
          zone('Front door', 'entry', 'contact'),
          zone('Kitchen smoke', 'fire', 'smoke'),
          zone('Bedside button', 'silent-panic', 'button'),
          { ...zone('Hall motion', 'interior', 'motion'), modes: ['away', 'vacation', 'night'] },
        ]),
      },
    ],
    devices: [{ id: zigbeeId('Back door'), name: 'Garden door', room: 'Kitchen' }],
  });
  expect(JSON.stringify(house)).not.toContain(zigbeeId('Stairs motion'));
  const { config } = readConfig(house, { file: join(ui.storage, 'config.json') });
  expect(config.sources).toMatchObject([{ password: new SecretText(PASSWORD) }]);
});

run('keeps codes in the database only, and the password in a file of its owner', async () => {
  const codes = openCodes(join(ui.storage, 'nightlatch'));
  expect(await codes.verify(new SecretText(CODE))).toMatchObject({ user: 'Ana', duress: false });
  expect(await codes.verify(new SecretText(DURESS))).toMatchObject({ user: 'Ana', duress: true });
  expect(codes.people()).toEqual([{ name: 'Ana', can: expect.arrayContaining(['arm', 'disarm']) }]);
  codes.close();
  expect([...filesWith(CODE), ...filesWith(DURESS)]).toEqual([]);
  expect(filesWith(PASSWORD)).toEqual(['secrets.yaml']);
  expect(statSync(join(ui.storage, 'secrets.yaml')).mode & 0o777).toBe(0o600);
  for (const secret of [CODE, DURESS, PASSWORD]) expect(ui.log()).not.toContain(secret);
});

run(
  'lets go of the broker when it is closed, and finds everything again when it is opened',
  async () => {
    await page.getByRole('button', { name: 'Close' }).last().click();
    const isAlone = new Promise<void>((resolve) => {
      zigbee.on('message', (topic, body) => {
        if (topic.startsWith('$SYS') && body.toString() === '1') resolve();
      });
    });
    await zigbee.subscribeAsync('$SYS/broker/clients/connected');
    await isAlone;

    settings = await openSettings(page, ui.url, false);
    await settings.getByText('This is what Nightlatch uses now.').waitFor();
    await onward();
    await row('Stairs motion').waitFor();
    expect(await row('Stairs motion').getByRole('combobox').inputValue()).toBe('');
    expect(await row('Hall motion').getByRole('combobox').last().inputValue()).toBe('out-night');
    await onward();
    await settings.getByRole('button', { name: 'Revoke the codes of Ana' }).click();
    await settings.getByRole('button', { name: 'Revoke now' }).click();
    await settings.getByText('The first code').waitFor();
    await settings.getByText('a revoked code is refused.').waitFor();
    expect(JSON.stringify(await ui.config())).not.toContain('Ana');
    const codes = openCodes(join(ui.storage, 'nightlatch'));
    expect([codes.list(), codes.people()]).toEqual([[], []]);
    codes.close();
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  },
  30_000,
);

run(
  'waits for a tag that is held to a keypad, as long as the running hub does',
  async () => {
    const dataDir = join(ui.storage, 'nightlatch');
    const database = new DatabaseSync(join(dataDir, 'hub.db'));
    const keypad = { id: 'zigbee2mqtt/0x01', name: 'Hall keypad', events: ['keypad'], abilities: ['keypad'] };
    database.prepare('INSERT INTO device (id, body) VALUES (?, ?)').run(keypad.id, JSON.stringify(keypad));
    database.close();
    settings = await openSettings(page, ui.url, false);
    await settings.getByText('This is what Nightlatch uses now.').waitFor();
    await onward();
    await row('Stairs motion').waitFor();
    await onward();
    await step('code').getByLabel('Name', { exact: true }).fill('Dora');
    await settings.getByLabel('What they use').selectOption('A tag, held to a reader');
    await settings.getByLabel('Or hold it to').selectOption('Hall keypad');
    const codes = openCodes(dataDir);
    /** Stands in for the hub, which runs in Homebridge and has no keypad: this is how it takes a tag. */
    const take = (): string => codes.learning.take(keypad.id, Date.now())?.id ?? '';
    await settings.getByRole('button', { name: 'Learn it now' }).click();
    await settings.getByText('Hold the tag to it now.').waitFor();
    await picture('settings-learn');
    codes.learning.end(take(), 'refused', 'tag-known');
    await settings.getByText('This tag is known already').waitFor();
    await settings.getByRole('button', { name: 'Learn it now' }).click();
    await settings.getByText('Hold the tag to it now.').waitFor();
    const id = take();
    await codes.add('Dora', new SecretText('04D1D2D3'), { kind: 'tag' });
    codes.learning.end(id, 'learned');
    codes.close();
    const dora = settings.getByRole('listitem').filter({ hasText: 'Dora' });
    await dora.getByText('A tag, since').waitFor();
    expect(misdeeds).toEqual({ errors: [], strangers: [] });
  },
  40_000,
);
