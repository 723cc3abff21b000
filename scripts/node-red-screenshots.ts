import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openEditor } from '../test/node-red/editor.ts';
import { HOME, joined } from '../test/node-red/flow.ts';
import type { HubHouse } from '../test/node-red/hub-house.ts';
import { CODE, openHubHouse } from '../test/node-red/hub-house.ts';
import type { FlowNode, NodeRed } from '../test/node-red/node-red.ts';
import { startNodeRed } from '../test/node-red/node-red.ts';
import { openSidebar } from '../test/node-red/sidebar.ts';
import { startChromium } from '../test/settings-page/browser.ts';

const FLOWS = join(import.meta.dirname, '..', 'flows');
const EXAMPLE = 'Lock all doors on arming';

/** Draws the pictures of Node-RED's editor anew, in the light and in the dark. @param folder Where they go. */
export async function drawNodeRed(folder: string): Promise<void> {
  const [hub, red, browser] = await Promise.all([openHubHouse(), startNodeRed(), startChromium()]);
  try {
    await red.deploy(await exampleOf(EXAMPLE, hub.broker));
    for (const colorScheme of ['light', 'dark'] as const) {
      await drawAll({ hub, red, browser, colorScheme, folder });
    }
  } finally {
    await browser.close();
    await red.stop();
    await hub.close();
  }
}

interface Scene {
  readonly hub: HubHouse;
  readonly red: NodeRed;
  readonly browser: Browser;
  readonly colorScheme: 'light' | 'dark';
  readonly folder: string;
}

async function drawAll({ hub, red, browser, colorScheme, folder }: Scene): Promise<void> {
  const editor = await openEditor(browser, red.url, { colorScheme, deviceScaleFactor: 1.5, ...SIZE });
  const { page } = editor;
  const path = (name: string): string => join(folder, `node-red-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`);
  const sidebar = await openSidebar(page);
  await sidebar.shows('House', 'disarmed');
  /* The whole height is the sidebar's. */
  const debug = page.locator('.red-ui-debug-content').first();
  if (await debug.isVisible()) await page.locator('[data-tab-id="debug"]').click();
  await debug.waitFor({ state: 'hidden' });
  /* Somebody forgot a window; they arm in spite of it, and the doors lock. */
  hub.house.open('Bedroom window');
  await sidebar.press('Night');
  await sidebar.answer.getByRole('listitem').waitFor();
  await page.locator('.nightlatch-sidebar').screenshot({ path: path('refused') });
  await sidebar.press('Arm anyway');
  await sidebar.shows('House', 'armed night');
  const [lock] = await editor.nodes('nightlatch-lock');
  await editor.badged(lock?.id ?? '', 'locked');
  hub.house.trip('Kitchen smoke');
  await sidebar.hazards.getByText('Kitchen smoke').waitFor();
  await page.locator('.nightlatch-sidebar').evaluate('document.activeElement.blur()');
  await page.mouse.move(700, 700);
  await page.screenshot({ path: path('sidebar') });
  await sidebar.press('Silence');
  await sidebar.hazards.getByText('Silenced').waitFor();
  hub.house.clear('Kitchen smoke');
  hub.house.close('Bedroom window');
  await sidebar.hazards.getByText('fire').waitFor({ state: 'detached' });
  await sidebar.code.fill(CODE);
  await sidebar.press('Disarm');
  await sidebar.shows('House', 'disarmed');
  await page.locator(`[id="${lock?.id}"] rect.red-ui-flow-node`).first().dblclick();
  await page.locator('#node-input-device option', { hasText: 'Front door lock' }).waitFor({ state: 'attached' });
  /* It slides in: it stands when it could be clicked. */
  await page.locator('#node-dialog-ok').click({ trial: true });
  await page.screenshot({ path: path('picker') });
  await editor.done();
  await editor.showExamples();
  await page.locator('#red-ui-clipboard-dialog').getByText(EXAMPLE).waitFor();
  await page.screenshot({ path: path('import') });
  await page.close();
}

const SIZE = { viewport: { width: 1480, height: 800 } };

/** An example with its home where the house of the pictures is. */
async function exampleOf(name: string, broker: string): Promise<readonly FlowNode[]> {
  const nodes = JSON.parse(await readFile(join(FLOWS, `${name}.json`), 'utf8')) as readonly FlowNode[];
  const home = nodes.find(({ type }) => type === 'nightlatch-home')?.id ?? HOME;
  return nodes.map((node) => (node.id === home ? { ...joined(broker), id: home } : node));
}
