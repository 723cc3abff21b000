import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Editor } from './node-red/editor.ts';
import { openEditor } from './node-red/editor.ts';
import { HOME, flowOf, joined, wired } from './node-red/flow.ts';
import type { HubHouse } from './node-red/hub-house.ts';
import { openHubHouse } from './node-red/hub-house.ts';
import type { NodeRed } from './node-red/node-red.ts';
import { startNodeRed } from './node-red/node-red.ts';
import type { Sidebar } from './node-red/sidebar.ts';
import { openSidebar } from './node-red/sidebar.ts';
import { CHROMIUM, startChromium } from './settings-page/browser.ts';

const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;
/** Long enough to be found nowhere by chance. */
const CODE = '7483926150';
const WRONG = '9143726508';
/** What flows and the sidebar may do without a code. */
const policy = { withoutCode: { 'node-red': ['arm', 'lock', 'panic', 'silence', 'acknowledge', 'siren', 'bypass'] } };

describeInBrowser('the sidebar in a real editor', () => {
  let hub: HubHouse;
  let red: NodeRed;
  let browser: Browser;
  let editor: Editor;
  let page: Page;
  let sidebar: Sidebar;

  const flow = (more: object = {}): ReturnType<typeof flowOf> =>
    flowOf(joined(hub.broker, more), wired('alarm', 'nightlatch-alarm', 2));

  beforeAll(async () => {
    [hub, red, browser] = await Promise.all([
      openHubHouse({ config: { policy }, env: { NIGHTLATCH_SECRET_DEMO: CODE } }),
      startNodeRed(),
      startChromium(),
    ]);
    await red.deploy(flow());
    editor = await openEditor(browser, red.url, { colorScheme: 'light' });
    page = editor.page;
    sidebar = await openSidebar(page);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await red?.stop();
    await hub?.close();
  });

  test('shows the home as it is, at once', async () => {
    await sidebar.shows('House', 'disarmed');
    expect(await sidebar.home.getByRole('heading', { level: 3 }).innerText()).toBe('Home');
    expect(await sidebar.alarm('House').innerText()).toContain('Everything is closed');
    expect(await sidebar.alarm('House').getByRole('button').allInnerTexts()).toEqual([
      'Away',
      'Home',
      'Night',
      'Vacation',
      'Disarm',
    ]);
  }, 60_000);

  test('an imported flow, whose button is pressed in the editor, bypasses a window, and the sidebar says so', async () => {
    await editor.importExample('Leave a window open on purpose');
    const [zone] = await editor.nodes('nightlatch-zone');
    const [open] = await editor.find('inject', 'leave it open');
    await page.locator(`[id="${zone?.id}"] rect.red-ui-flow-node`).first().dblclick();
    await page.locator('#node-input-home').selectOption(HOME);
    await page.locator('#node-input-zone option', { hasText: 'Bedroom window' }).waitFor({ state: 'attached' });
    await editor.done();
    await editor.drag('nightlatch-sensor', { x: 700, y: 420 });
    await page.locator('#node-input-home').selectOption(HOME);
    await page.locator('#node-input-device option', { hasText: 'Bedroom window' }).waitFor({ state: 'attached' });
    await page.locator('#node-input-device').selectOption({ label: 'Bedroom window' });
    await editor.done();
    const [sensor] = await editor.nodes('nightlatch-sensor');
    await editor.deploy();
    await editor.badged(sensor?.id ?? '', 'closed');
    await editor.press(open?.id ?? '');
    await editor.badged(zone?.id ?? '', 'bypassed');
    const listed = sidebar.alarm('House').locator('dt', { hasText: 'Bypassed' }).locator('+ dd');
    await listed.getByText('Bedroom window').waitFor();
    await sidebar.events.filter({ hasText: 'zone bypassed' }).first().waitFor();
    const [restore] = await editor.find('inject', 'count it again');
    await editor.press(restore?.id ?? '');
    await editor.badged(zone?.id ?? '', 'closed');
    /* The rest works on the test's own flow. */
    await red.deploy(flow());
  }, 60_000);

  test('arms, and the flow hears who it was', async () => {
    await sidebar.press('Night');
    await sidebar.shows('House', 'armed night');
    expect(await sidebar.alarm('House').getByRole('button', { name: 'Night' }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    const heard = await red.comms.message('alarm-1', ({ payload }) => payload === 'night');
    expect(heard.security).toMatchObject({ by: 'node-red' });
    await sidebar.events.filter({ hasText: 'armed · Night' }).filter({ hasText: 'Node-RED' }).first().waitFor();
  }, 60_000);

  test('asks for a code, refuses a wrong one, and forgets each', async () => {
    await sidebar.press('Disarm');
    await sidebar.answer.getByText('A code is needed.').waitFor();
    expect(await page.evaluate("document.activeElement.closest('.nightlatch-code') !== null")).toBe(true);
    await sidebar.code.fill(WRONG);
    await sidebar.press('Disarm');
    await sidebar.answer.getByText('The code is not valid.').waitFor();
    expect(await sidebar.code.inputValue()).toBe('');
    await sidebar.shows('House', 'armed night');
  }, 60_000);

  test('disarms with a code, by keyboard alone, and lists whose it was', async () => {
    await sidebar.code.focus();
    await page.keyboard.type(CODE);
    await page.keyboard.press('Enter');
    await sidebar.shows('House', 'disarmed');
    expect(await sidebar.code.inputValue()).toBe('');
    expect(await sidebar.answer.isVisible()).toBe(false);
    await sidebar.events.filter({ hasText: 'disarmed' }).filter({ hasText: 'Visitor (Node-RED)' }).first().waitFor();
  }, 60_000);

  test('a refused arming lists what is open, and goes on in spite of it when told to', async () => {
    hub.house.open('Bedroom window');
    await sidebar.alarm('House').locator('dd', { hasText: 'Bedroom window' }).waitFor();
    await sidebar.press('Night');
    await sidebar.answer.getByText('Some zones are open').waitFor();
    expect(await sidebar.answer.getByRole('listitem').allInnerTexts()).toEqual(['Bedroom window']);
    await sidebar.shows('House', 'disarmed');
    await sidebar.press('Arm anyway');
    await sidebar.shows('House', 'armed night');
    await sidebar.answer.waitFor({ state: 'hidden' });
    hub.house.close('Bedroom window');
    await sidebar.code.fill(CODE);
    await sidebar.press('Disarm');
    await sidebar.shows('House', 'disarmed');
  }, 60_000);

  test('counts a delay down', async () => {
    hub.house.open('Front door');
    hub.house.close('Front door');
    await sidebar.press('Away');
    await sidebar
      .alarm('House')
      .getByRole('timer')
      .getByText(/^0:0[01]$/)
      .waitFor();
    await sidebar.shows('House', 'armed away');
    await sidebar.code.fill(CODE);
    await sidebar.press('Disarm');
    await sidebar.shows('House', 'disarmed');
  }, 60_000);

  test('shows an alarm with its detector, and silences it', async () => {
    hub.house.trip('Kitchen smoke');
    await sidebar.hazards.getByText(/^ALARM: fire – Kitchen smoke/).waitFor();
    await sidebar.press('Silence');
    await sidebar.hazards.getByText(/^Silenced: fire/).waitFor();
    hub.house.clear('Kitchen smoke');
    await sidebar.hazards.getByText(/fire/).waitFor({ state: 'detached' });
    await sidebar.shows('House', 'disarmed');
    expect(await sidebar.alarm('House').innerText()).toContain('Kitchen smoke');
  }, 60_000);

  test('shows trouble with its device', async () => {
    hub.house.jam('Front door lock');
    await sidebar.home.locator('.nightlatch-troubles li', { hasText: 'Jammed – Front door lock' }).waitFor();
    hub.house.free('Front door lock');
    await sidebar.home.locator('.nightlatch-troubles li').waitFor({ state: 'detached' });
  }, 60_000);

  test('without the hub all is unknown, never disarmed, and comes back with it', async () => {
    await hub.stop();
    await sidebar.shows('House', 'unknown');
    expect(await sidebar.home.innerText()).not.toContain('Everything is closed');
    expect(await sidebar.alarm('House').getByRole('button').count()).toBe(0);
    expect(await sidebar.code.isVisible()).toBe(false);
    await hub.restart();
    await sidebar.shows('House', 'disarmed');
    await sidebar.events.filter({ hasText: 'hub lost' }).first().waitFor();
  }, 60_000);

  test('no kind of deploy changes it while it is open, and a new name is shown', async () => {
    await sidebar.press('Night');
    await sidebar.shows('House', 'armed night');
    const before = await sidebar.events.count();
    for (const kind of ['full', 'flows', 'nodes', 'reload'] as const) {
      await red.deploy(flow({ name: `after ${kind}` }), kind);
      if (kind !== 'reload') await page.locator(`.nightlatch-home[aria-label="after ${kind}"]`).waitFor();
      await sidebar.shows('House', 'armed night');
    }
    expect(await sidebar.events.count()).toBe(before);
    await sidebar.code.fill(CODE);
    await sidebar.press('Disarm');
    await sidebar.shows('House', 'disarmed');
  }, 60_000);

  test('several homes stand beside each other; one that is deleted goes', async () => {
    const second = { ...joined('mqtt://127.0.0.1:9'), id: 'second', name: 'Cabin' };
    await red.deploy([...flow({ name: 'Villa' }), second]);
    const cabin = await openSidebar(page, 'Cabin');
    await cabin.home.getByText('The hub cannot be reached').waitFor();
    await (await openSidebar(page, 'Villa')).shows('House', 'disarmed');
    await red.deploy(flow({ name: 'Villa' }));
    await cabin.home.waitFor({ state: 'detached' });
    await red.deploy(flowOf());
    await page.locator('.nightlatch-empty').waitFor();
    await red.deploy(flow());
    await sidebar.shows('House', 'disarmed');
  }, 60_000);

  test.each(['de', 'zh-CN'])(
    'has all its texts in %s, in the dark and in a narrow sidebar',
    async (locale) => {
      const other = await openEditor(browser, red.url, { colorScheme: 'dark', locale });
      const own = await openSidebar(other.page);
      await own.alarm('House').waitFor();
      expect(await other.page.locator('html.nr-theme-dark').count()).toBe(1);
      expect(await other.page.locator('.nightlatch-sidebar').innerText()).not.toMatch(/nightlatch-|__|Disarm/);
      await other.page.addStyleTag({ content: '.nightlatch-sidebar { width: 180px }' });
      const width = await other.page.evaluate("document.querySelector('.nightlatch-sidebar').scrollWidth");
      expect(width).toBeLessThanOrEqual(180);
      expect(other.misdeeds).toEqual({ errors: [], strangers: [] });
      await other.page.close();
    },
    60_000,
  );

  test('says that all are locked out, as the engine does', async () => {
    await sidebar.press('Night');
    await sidebar.shows('House', 'armed night');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await sidebar.code.fill(WRONG);
      await sidebar.press('Disarm');
      await sidebar.answer.getByText(/not valid|Too many/).waitFor();
    }
    await sidebar.code.fill(CODE);
    await sidebar.press('Disarm');
    await sidebar.answer.getByText('Too many wrong codes: wait and try again.').waitFor();
  }, 60_000);

  test('no code is anywhere afterwards, and nothing failed or was asked elsewhere', async () => {
    const files = ['flows.json', 'flows_cred.json', '.config.users.json', '.config.runtime.json'].map((name) =>
      readFile(join(red.userDir, name), 'utf8').catch(() => ''),
    );
    const kept = await page.evaluate(
      'JSON.stringify([localStorage, sessionStorage]) + document.documentElement.outerHTML',
    );
    const everything = [...(await Promise.all(files)), ...red.log, String(kept)].join('\n');
    expect(everything).toContain(HOME);
    expect(everything).not.toContain(WRONG);
    expect(everything).not.toContain(CODE);
    expect(editor.misdeeds).toEqual({ errors: [], strangers: [] });
  }, 60_000);

  test('when Node-RED itself is silent all is unknown', async () => {
    await red.stop();
    await page.clock.setFixedTime(Date.now() + 60_000);
    await sidebar.shows('House', 'unknown');
    await sidebar.home.getByText('Node-RED cannot be reached').waitFor();
    expect(await sidebar.alarm('House').getByRole('button').count()).toBe(0);
  }, 60_000);
});
