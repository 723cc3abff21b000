import type { Browser, Page } from 'playwright-core';
import { watchMisdeeds } from '../settings-page/browser.ts';
import type { Misdeeds } from '../settings-page/browser.ts';

/** The editor's own global, as far as the tests look at it. */
interface EditorGlobal {
  readonly nodes: {
    getType(type: string): unknown;
    filterNodes(filter: { type: string }): readonly EditorNode[];
    eachConfig(visit: (node: { id: string; type: string }) => boolean): void;
    dirty(): boolean;
  };
  readonly workspaces: { active(): string };
  readonly actions: { invoke(action: string): void };
}

export interface EditorNode {
  readonly id: string;
  readonly valid: boolean;
  readonly status?: { readonly text?: string };
  readonly [key: string]: unknown;
}

declare const RED: EditorGlobal;

/** Node-RED's editor in a real Chromium. */
export interface Editor {
  readonly page: Page;
  readonly misdeeds: Misdeeds;
  /** Opens the import dialog at our examples. */
  showExamples(): Promise<void>;
  importExample(name: string): Promise<void>;
  /** Drags a node from the palette to a place on the canvas, and opens its dialog. */
  drag(type: string, at: { readonly x: number; readonly y: number }): Promise<void>;
  /** Closes the dialog with Done. */
  done(): Promise<void>;
  deploy(): Promise<void>;
  nodes(type: string): Promise<readonly EditorNode[]>;
  /** The nodes of a type that are called so. */
  find(type: string, name: string): Promise<readonly { readonly id: string }[]>;
  press(node: string): Promise<void>;
  /** Waits until a node's badge has a text. */
  badged(node: string, text: string): Promise<void>;
}

export interface EditorLook {
  readonly colorScheme: 'light' | 'dark';
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
}

export async function openEditor(browser: Browser, url: string, look: EditorLook): Promise<Editor> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 850 }, locale: 'en-US', ...look });
  /* The editor's own choice of a theme; without one it is light, whatever the browser prefers. */
  await page.addInitScript(`localStorage.setItem('view-dark-theme', '${look.colorScheme}')`);
  const misdeeds = watchMisdeeds(page, url);
  await page.goto(url);
  await page.waitForFunction(() => RED.nodes?.getType?.('nightlatch-alarm') && RED.workspaces.active());
  await page.waitForSelector('#red-ui-palette-container .red-ui-palette-node');
  const trayClosed = (): Promise<unknown> =>
    page.waitForFunction("document.querySelectorAll('.red-ui-tray').length === 0");
  const showExamples = async (): Promise<void> => {
    await page.evaluate(() => RED.actions.invoke('core:show-examples-import-dialog'));
    const palette = page.locator('#red-ui-clipboard-dialog .red-ui-treeList-label');
    await palette.filter({ hasText: '@nightlatch/node-red' }).click();
  };
  return {
    page,
    misdeeds,
    showExamples,
    async importExample(name) {
      await showExamples();
      await page.locator('#red-ui-clipboard-dialog').getByText(name, { exact: true }).click();
      await page.locator('#red-ui-clipboard-dialog-ok').click();
      await page.locator('#red-ui-workspace-tabs').getByText(name).click();
    },
    async drag(type, { x, y }) {
      const item = page.locator(`.red-ui-palette-node[data-palette-type="${type}"]`);
      await item.scrollIntoViewIfNeeded();
      /* A click with trial waits until the item no longer moves: the palette unfolds at the start. */
      await item.click({ trial: true });
      const box = await item.boundingBox();
      if (!box) throw new Error(`The palette does not show ${type}.`);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(x - 5, y - 5, { steps: 10 });
      await page.mouse.move(x, y);
      await page.mouse.up();
      await page.waitForFunction((wanted) => RED.nodes.filterNodes({ type: wanted }).length > 0, type);
      /* It snaps to the grid, so it is looked for where it is. */
      const id = await page.evaluate((wanted) => RED.nodes.filterNodes({ type: wanted }).at(-1)?.id ?? '', type);
      await page.locator(`[id="${id}"] rect.red-ui-flow-node`).first().dblclick();
      await page.locator('#node-input-name').waitFor();
    },
    async done() {
      await page.locator('#node-dialog-ok').click();
      await trayClosed();
    },
    async deploy() {
      const deployed = page.waitForResponse(
        (answer) => answer.url().endsWith('/flows') && answer.request().method() === 'POST',
      );
      await page.locator('#red-ui-header-button-deploy').click();
      await deployed;
      await page.waitForFunction(() => !RED.nodes.dirty());
    },
    nodes: (type) =>
      page.evaluate(
        (wanted) =>
          RED.nodes.filterNodes({ type: wanted }).map(({ id, valid, status, device, deviceName, home }) => {
            return { id, valid, device, deviceName, home, ...(status ? { status: { ...status } } : {}) };
          }),
        type,
      ),
    find: (type, name) =>
      page.evaluate(
        ([wanted, called]) =>
          RED.nodes
            .filterNodes({ type: wanted ?? '' })
            .filter((node) => node['name'] === called)
            .map(({ id }) => ({ id })),
        [type, name],
      ),
    press: (node) => page.locator(`[id="${node}"] rect.red-ui-flow-node-button-button`).click(),
    async badged(node, text) {
      const label = page.locator(`[id="${node}"] .red-ui-flow-node-status-label`);
      await label.filter({ hasText: text }).waitFor();
    },
  };
}
