import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCodes } from '@nightlatch/hub';
import { SecretText } from '@nightlatch/model';
import type { Browser } from 'playwright-core';
import type { Editor } from './node-red/editor.ts';
import { openEditor } from './node-red/editor.ts';
import { HOME, flowOf, joined } from './node-red/flow.ts';
import type { NodeRed } from './node-red/node-red.ts';
import { startNodeRed } from './node-red/node-red.ts';
import { CHROMIUM, startChromium } from './settings-page/browser.ts';

const CODE = '83026471';
const GUEST = '50394712';
const HOUSE = `home: { timeZone: Europe/Madrid }
sources: [{ type: simulator, script: none }]
users: [{ name: Ana }]
`;
const HOSTED = { id: HOME, type: 'nightlatch-home', version: 1, name: '', role: 'host', configuration: HOUSE };
const GET = { id: 'get', type: 'nightlatch-get', z: 'tab', x: 300, y: 200, version: 1, home: HOME, wires: [[]] };

/** Where pictures for the documentation go; none are drawn without it. */
const PICTURES = process.env['NIGHTLATCH_PICTURES'];

interface Told {
  readonly ok: boolean;
  readonly code?: string;
  readonly people?: readonly { readonly name: string; readonly credentials: readonly { readonly id: string }[] }[];
}

let red: NodeRed;

beforeAll(async () => {
  red = await startNodeRed();
  await red.deploy(flowOf(HOSTED, GET));
}, 60_000);
afterAll(() => red?.stop());

const tell = async (request: object): Promise<Told> =>
  (await (await red.post(`/nightlatch/${HOME}/people`, request)).json()) as Told;

/** Every file of Node-RED's folder that holds a text. */
function filesWith(text: string): string[] {
  return readdirSync(red.userDir, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.startsWith('node_modules'))
    .filter((file) => statSync(join(red.userDir, file)).isFile())
    .filter((file) => readFileSync(join(red.userDir, file), 'latin1').includes(text));
}

describe('the people of a home that Node-RED hosts', () => {
  test('are enrolled, listed and revoked over its admin interface', async () => {
    await expect(red.get(`/nightlatch/${HOME}/people`)).resolves.toMatchObject({
      ok: true,
      people: [{ name: 'Ana', isNamed: true }],
      choices: { modes: ['away', 'home', 'night', 'vacation'] },
    });
    const added = await tell({
      do: 'add',
      person: { name: 'Cleo', code: GUEST, uses: 2, rights: { can: ['disarm'] } },
    });
    expect(added.people?.[1]).toMatchObject({
      name: 'Cleo',
      credentials: [{ usesLeft: 2 }],
      rights: { can: ['disarm'] },
    });
    const removed = await tell({ do: 'revoke', id: added.people?.[1]?.credentials[0]?.id });
    expect(removed.people?.[1]).toMatchObject({ name: 'Cleo', credentials: [] });
    expect((await tell({ do: 'remove', name: 'Cleo' })).people).toHaveLength(1);
  });

  test.each([
    [{ do: 'add', person: { name: 'Cleo', code: '123456' } }, 'code-run'],
    [{ do: 'add', person: null }, 'name-missing'],
    [{ do: 'rights', name: 'Ana', rights: { can: ['arm'] } }, 'named'],
    [{ do: 'rights', name: 'Nobody', rights: {} }, 'unknown-user'],
    [{ do: 'constructor' }, 'request'],
    [{}, 'request'],
  ])('refuse %j with its kind', async (request, code) => {
    expect(await tell(request)).toMatchObject({ ok: false, code });
  });

  test('are nobody’s business where the hub runs elsewhere', async () => {
    await red.deploy(flowOf(HOSTED, joined('mqtt://127.0.0.1:9', { id: 'joined' })));
    await expect(red.get('/nightlatch/joined/people')).resolves.toMatchObject({ ok: false, code: 'not-hosted' });
    await red.deploy(flowOf(HOSTED, GET));
  });
});

const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;

describeInBrowser('the People part of the home’s dialog, in a real Chromium', () => {
  let browser: Browser;
  let editor: Editor;

  beforeAll(async () => {
    browser = await startChromium();
  }, 30_000);
  afterAll(() => browser?.close());

  const open = async (look: Parameters<typeof openEditor>[2]): Promise<void> => {
    editor = await openEditor(browser, red.url, look);
    await editor.page.locator('[id="get"]').dblclick();
    await editor.page.locator('#node-input-home').waitFor();
    await editor.page
      .locator('#node-input-lookup-home, #node-input-btn-home-edit, .red-ui-button:has(.fa-pencil)')
      .first()
      .click();
    await editor.page.locator('#nightlatch-home-people li').first().waitFor();
  };
  const part = (): ReturnType<Editor['page']['locator']> => editor.page.locator('#nightlatch-home-people');
  const picture = async (name: string): Promise<void> => {
    if (PICTURES === undefined) return;
    await editor.page.setViewportSize({ width: 1400, height: 1900 });
    await editor.page.screenshot({ path: `${PICTURES}/${name}.png` });
  };

  test('enrols a household code and a guest of weekday mornings, changes them, and revokes', async () => {
    await open({ colorScheme: 'light' });
    await part().getByLabel('Name', { exact: true }).fill('Ana');
    await part().getByLabel('Code, 6 digits').fill(CODE);
    await part().getByLabel('The same again').fill('8302647');
    await part().getByRole('button', { name: 'Add now' }).click();
    await part().getByText('The two codes are not the same').waitFor();
    await part().getByLabel('The same again').fill(CODE);
    await part().getByRole('button', { name: 'Add now' }).click();
    await part().getByText('What Ana has works from now on.').waitFor();
    await part().getByLabel('Name', { exact: true }).fill('Cleo');
    await part().getByLabel('Code, 6 digits').fill(GUEST);
    await part().getByLabel('The same again').fill(GUEST);
    await part().getByLabel('How often it is good').selectOption('A number of times');
    await part().getByLabel('How many times').fill('3');
    await part().getByLabel('What they may do').selectOption('Arm and disarm');
    await part().getByLabel('When').selectOption('At certain times of the week');
    await part().getByLabel('To what time').fill('12:30');
    await picture('node-red-people');
    await part().getByRole('button', { name: 'Add now' }).click();
    const cleo = part().locator('[data-person="Cleo"]');
    await cleo.getByText('3 of 3 uses left').waitFor();
    await cleo.getByText('May: Arm and disarm · Mon Tue Wed Thu Fri 08:00–12:30').waitFor();
    await cleo.getByRole('button', { name: 'Suspend' }).click();
    await cleo.getByText('May: Suspended').waitFor();
    await cleo.getByRole('button', { name: 'Change' }).click();
    await cleo.getByLabel('What they may do').selectOption('Only arm');
    await cleo.getByRole('button', { name: 'Save' }).click();
    await cleo.getByText('Suspended · Only arm').waitFor();
    const codes = openCodes(join(red.userDir, 'nightlatch'));
    expect(await codes.verify(new SecretText(GUEST))).toMatchObject({ user: 'Cleo', credential: { uses: 3 } });
    expect(codes.people()).toMatchObject([{ name: 'Cleo', can: ['arm'], isDisabled: true, schedule: [{ to: 750 }] }]);
    await part().getByLabel('Name', { exact: true }).fill('Dora');
    await part().getByLabel('What they use').selectOption('A tag');
    await part().getByLabel('Or hold it to').selectOption('Hall keypad (Hall)');
    await part().getByRole('button', { name: 'Learn it now' }).click();
    await part().getByText('Hold the tag to it now').waitFor();
    const { id } = codes.learning.take('simulator/hall-keypad', Date.now()) ?? { id: '' };
    codes.learning.end(id, 'refused', 'tag-known');
    await part().getByText('This tag is known already').waitFor();
    await cleo.getByRole('button', { name: 'Revoke' }).click();
    await cleo.getByRole('button', { name: 'Revoke now' }).click();
    await cleo.waitFor({ state: 'detached' });
    expect(await codes.verify(new SecretText(GUEST))).toEqual({ duress: false });
    codes.close();
    await editor.page.locator('#node-config-dialog-ok').click();
    await editor.page.locator('#node-dialog-ok').click();
    await editor.deploy();
    expect(editor.misdeeds).toEqual({ errors: [], strangers: [] });
    await editor.page.close();
  }, 60_000);

  test('leaves no code in any flow, credential, log or other file', () => {
    expect([...filesWith(CODE), ...filesWith(GUEST)]).toEqual([]);
    expect(red.log.join('\n')).not.toMatch(new RegExp(`${CODE}|${GUEST}`));
  });

  test.each(['de', 'zh-CN'])(
    'speaks %s, in a dark house too, and every text is there',
    async (locale) => {
      await open({ colorScheme: 'dark', locale });
      /* As the editor itself does once its owner has chosen a dark one. */
      await editor.page.evaluate("document.documentElement.classList.add('nr-theme-dark')");
      await part()
        .getByRole('button', { name: /Jetzt hinzufügen|立即添加/ })
        .click();
      await part()
        .getByText(/Wem gehört er|请填写姓名/)
        .waitFor();
      expect(await part().innerText()).not.toMatch(/nightlatch[-.]|people\./);
      await picture(`node-red-people-${locale}`);
      expect(editor.misdeeds).toEqual({ errors: [], strangers: [] });
      await editor.page.close();
    },
    60_000,
  );
});
