import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { startMosquitto } from '../test/mosquitto.ts';
import { openSettings, startChromium } from '../test/settings-page/browser.ts';
import { startHomebridgeUi } from '../test/settings-page/homebridge-ui.ts';
import { publishZigbeeHouse } from '../test/settings-page/zigbee-house.ts';
import { drawNodeRed } from './node-red-screenshots.ts';

/*
 * Draws the pictures of the settings page and of Node-RED's editor anew, or those that are named only:
 * node --conditions=source scripts/screenshots.ts [settings] [node-red]
 */

const FOLDER = join(import.meta.dirname, '..', 'docs', 'images');
/** Where people's brokers are, so that the pictures show what they will see. */
const PORT = 1883;

async function drawAll(lightingMode: 'light' | 'dark'): Promise<void> {
  const broker = await startMosquitto({ port: PORT });
  const zigbee = await publishZigbeeHouse(broker.url);
  const ui = await startHomebridgeUi({ lightingMode });
  const browser = await startChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 1700 }, deviceScaleFactor: 2 });
    const settings = await openSettings(page, ui.url);
    const picture = (name: string): Promise<void> =>
      draw(page, settings, `${name}${lightingMode === 'dark' ? '-dark' : ''}`);
    await settings.getByText('Zigbee2MQTT with').first().waitFor();
    await settings.locator('#looking').waitFor({ state: 'hidden' });
    await picture('settings-broker');
    await onward(settings);
    await settings.getByText('12 %').waitFor();
    await picture('settings-devices');
    await onward(settings);
    await enrol(settings, 'Ana', '847392');
    await enrol(settings, 'Ben', '503947');
    await settings.locator('#person').fill('Cleo');
    await settings.locator('#new-code').fill('240583');
    await settings.locator('#same-code').fill('240583');
    await settings.getByText('This looks like a date').waitFor();
    await picture('settings-code');
    await settings.locator('#new-code').fill('');
    await settings.locator('#same-code').fill('');
    await onward(settings);
    await settings.getByRole('button', { name: 'Start test' }).click();
    for (const [name, body] of WALK) await zigbee.publishAsync(`zigbee2mqtt/${name}`, JSON.stringify(body), { qos: 1 });
    await settings.getByText('4 of 8 tried', { exact: true }).waitFor();
    await picture('settings-test');
    await onward(settings);
    await settings.getByText('Recommended').waitFor();
    await picture('settings-done');
  } finally {
    await browser.close();
    await zigbee.endAsync();
    await ui.stop();
    await broker.stop();
  }
}

/** Somebody comes home: what they pass says so. */
const WALK: readonly (readonly [string, object])[] = [
  ['Front door', { contact: false, battery: 91 }],
  ['Hall motion', { occupancy: true, battery: 64 }],
  ['Front door', { contact: true, battery: 91 }],
  ['Stairs motion', { occupancy: false, battery: 83 }],
  ['Bedroom window', { contact: true, battery: 78 }],
];

async function enrol(settings: FrameLocator, name: string, code: string): Promise<void> {
  await settings.locator('#person').fill(name);
  await settings.locator('#new-code').fill(code);
  await settings.locator('#same-code').fill(code);
  await settings.getByRole('button', { name: 'Add this code' }).click();
  await settings.getByRole('listitem').filter({ hasText: name }).getByText('A code').waitFor();
}

const onward = (settings: FrameLocator): Promise<void> => settings.locator('#continue').click();

async function draw(page: Page, settings: FrameLocator, name: string): Promise<void> {
  await settings.locator('#nightlatch:not([aria-busy])').waitFor();
  await page.mouse.move(5, 5);
  await page
    .locator('ngb-modal-window .modal-content')
    .first()
    .screenshot({
      path: join(FOLDER, `${name}.png`),
      animations: 'disabled',
    });
}

const named = process.argv.slice(2);
const isWanted = (name: string): boolean => named.length === 0 || named.includes(name);
await mkdir(FOLDER, { recursive: true });
if (isWanted('settings')) for (const lightingMode of ['light', 'dark'] as const) await drawAll(lightingMode);
if (isWanted('node-red')) await drawNodeRed(FOLDER);
