import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Editor } from './node-red/editor.ts';
import { openEditor } from './node-red/editor.ts';
import { HOME, flowOf, joined } from './node-red/flow.ts';
import type { HubHouse } from './node-red/hub-house.ts';
import { openHubHouse } from './node-red/hub-house.ts';
import type { NodeRed } from './node-red/node-red.ts';
import { startNodeRed } from './node-red/node-red.ts';
import { CHROMIUM, startChromium } from './settings-page/browser.ts';

const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;

describeInBrowser('the editor in a real Chromium', () => {
  let hub: HubHouse;
  let red: NodeRed;
  let browser: Browser;
  let editor: Editor;

  beforeAll(async () => {
    [hub, red, browser] = await Promise.all([openHubHouse(), startNodeRed(), startChromium()]);
    await red.deploy(flowOf(joined(hub.broker)));
    editor = await openEditor(browser, red.url, { colorScheme: 'light' });
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await red?.stop();
    await hub?.close();
  });

  test('imports an example, which asks for the home that there is', async () => {
    await editor.importExample('Lock all doors on arming');
    expect(await editor.nodes('nightlatch-lock')).toHaveLength(2);
  }, 60_000);

  test('picks a device from the live home, keeps its id and its name, and shows its badge', async () => {
    await editor.drag('nightlatch-sensor', { x: 700, y: 420 });
    const { page } = editor;
    await page.locator('#node-input-home').selectOption(HOME);
    await page.locator('#node-input-device option', { hasText: 'Bedroom window' }).waitFor({ state: 'attached' });
    expect(await page.locator('#node-input-device optgroup').count()).toBeGreaterThan(3);
    await page.locator('#node-input-device').selectOption({ label: 'Bedroom window' });
    await editor.done();
    const sensor = (await editor.nodes('nightlatch-sensor'))[0];
    expect(sensor).toMatchObject({
      valid: true,
      device: 'simulator/bedroom-window',
      deviceName: 'Bedroom window',
      home: HOME,
    });
    await editor.deploy();
    await editor.badged(sensor?.id ?? '', 'closed');
    hub.house.open('Bedroom window');
    await editor.badged(sensor?.id ?? '', 'open');
  }, 60_000);

  test('a picker marks what has vanished and puts nothing in its place', async () => {
    const id = (await editor.nodes('nightlatch-sensor'))[0]?.id ?? '';
    await red.deploy(
      flowOf(joined(hub.broker), {
        id: 'old',
        type: 'nightlatch-sensor',
        z: 'tab',
        x: 300,
        y: 200,
        version: 1,
        home: HOME,
        device: 'simulator/sold',
        deviceName: 'Sold sensor',
        attribute: 'contact',
        wires: [[]],
      }),
    );
    expect(id).not.toBe('');
    const other = await openEditor(browser, red.url, { colorScheme: 'light', locale: 'de' });
    const { page } = other;
    await page.locator('[id="old"]').dblclick();
    await page.locator('#node-input-device option', { hasText: 'nicht mehr da' }).waitFor({ state: 'attached' });
    expect(await page.locator('#node-input-device').inputValue()).toBe('simulator/sold');
    expect(await page.locator('.nightlatch-tip').innerText()).toMatch(/nicht mehr im Zuhause/);
    await page.locator('#node-dialog-ok').click();
    expect((await other.nodes('nightlatch-sensor'))[0]).toMatchObject({
      device: 'simulator/sold',
      deviceName: 'Sold sensor',
    });
    expect(other.misdeeds).toEqual({ errors: [], strangers: [] });
    await page.close();
  }, 60_000);

  test.each([
    'nightlatch-alarm',
    'nightlatch-event',
    'nightlatch-zone',
    'nightlatch-doorbell',
    'nightlatch-camera',
    'nightlatch-keypad',
    'nightlatch-siren',
    'nightlatch-presence',
    'nightlatch-get',
    'nightlatch-device',
  ])(
    'the dialog of %s opens, has its texts, and can be closed',
    async (type) => {
      const own = await openEditor(browser, red.url, { colorScheme: 'dark' });
      await own.drag(type, { x: 700, y: 420 });
      const text = await own.page.locator('#dialog-form').innerText();
      expect(text).not.toMatch(/nightlatch[-.]/);
      expect(text.length).toBeGreaterThan(10);
      await own.done();
      expect(own.misdeeds).toEqual({ errors: [], strangers: [] });
      await own.page.close();
    },
    60_000,
  );

  test('a fixed mode of the live home can be picked as what an alarm is asked', async () => {
    const own = await openEditor(browser, red.url, { colorScheme: 'light' });
    const { page } = own;
    await own.drag('nightlatch-alarm', { x: 700, y: 420 });
    await page.locator('#node-input-home').selectOption(HOME);
    await page.locator('.red-ui-typedInput-type-select').click();
    await page.locator('.red-ui-typedInput-options').getByText('fixed word', { exact: true }).click();
    await page.locator('.red-ui-typedInput-option-trigger').click();
    await page.locator('.red-ui-typedInput-options:visible').getByText('vacation', { exact: true }).click();
    await own.done();
    const kept = await page.evaluate(
      "RED.nodes.filterNodes({ type: 'nightlatch-alarm' }).map(({ input, inputType, valid }) => ({ input, inputType, valid }))",
    );
    expect(kept).toEqual([{ input: 'vacation', inputType: 'word', valid: true }]);
    expect(own.misdeeds).toEqual({ errors: [], strangers: [] });
    await page.close();
  }, 60_000);

  test('a field that is not well filled says why', async () => {
    const own = await openEditor(browser, red.url, { colorScheme: 'light', locale: 'de' });
    const { page } = own;
    await own.drag('nightlatch-device', { x: 700, y: 420 });
    await page.locator('#node-input-name').fill('Garten');
    await page.locator('#node-input-key').fill('Mit Leerzeichen');
    await page.locator('#node-input-key').press('Tab');
    await page.locator('#node-input-key.input-error').hover();
    await page.getByText('Ein Schlüssel hat 1 bis 64 Kleinbuchstaben').waitFor();
    await page.locator('#node-input-key').fill('garten');
    await page.locator('#node-input-key').press('Tab');
    await page.locator('#node-input-key:not(.input-error)').waitFor();
    await page.locator('#node-input-home').selectOption(HOME);
    await own.done();
    expect(await own.nodes('nightlatch-device')).toMatchObject([{ valid: true }]);
    await page.close();
  }, 60_000);

  test('the examples, which say nothing of an input, are valid as they are', async () => {
    const own = await openEditor(browser, red.url, { colorScheme: 'light' });
    await own.importExample('Lock all doors on arming');
    expect((await own.nodes('nightlatch-lock')).map(({ valid }) => valid)).toEqual([true, true]);
    expect((await own.nodes('nightlatch-alarm')).map(({ valid }) => valid)).toEqual([true]);
    await own.page.close();
  }, 60_000);

  test('nothing failed, and no page but Node-RED’s own was asked', () => {
    expect(editor.misdeeds).toEqual({ errors: [], strangers: [] });
  });
});
