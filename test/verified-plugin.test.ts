import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { homebridgeSchema } from '@nightlatch/assembly';
import { FORM } from '../packages/homebridge-nightlatch/src/form.ts';
import type { Homebridge } from './homebridge.ts';
import { startHomebridge } from './homebridge.ts';
import type { Packed } from './pack.ts';
import { packAndInstall, packList } from './pack.ts';

const NAME = 'homebridge-nightlatch';
const PLUGIN = path.join(import.meta.dirname, '..', 'packages', NAME);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly homepage: string;
  readonly bugs: { readonly url: string };
  readonly repository: { readonly url: string };
  readonly keywords: readonly string[];
  readonly engines: { readonly homebridge: string; readonly node: string };
  readonly scripts?: Readonly<Record<string, string>>;
}

interface Form {
  readonly pluginType: unknown;
  readonly pluginAlias: unknown;
  readonly singular: unknown;
  readonly customUi: unknown;
  readonly schema: { readonly properties: Readonly<Record<string, unknown>> };
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const manifest = json(path.join(PLUGIN, 'package.json')) as Manifest;
const form = json(path.join(PLUGIN, 'config.schema.json')) as Form;

/** @see Homebridge's list of verified plugins, its requirements and the checks it runs on a package. */
describe('what Homebridge asks of a verified plugin, of the package', () => {
  let packed: Packed;
  beforeAll(async () => {
    packed = await packList(NAME);
  });

  const rules: readonly (readonly [string, () => void])[] = [
    ['is named homebridge-…', () => expect(manifest.name).toMatch(/^(@[\w-]+\/)?homebridge-[\w-]+$/)],
    ['has a home page by https', () => expect(manifest.homepage).toMatch(/^https:/)],
    ['has a place for bugs by https', () => expect(manifest.bugs.url).toMatch(/^https:\/\/github\.com\/.*\/issues$/)],
    ['has its source on GitHub', () => expect(manifest.repository.url).toMatch(/github\.com/)],
    ['has a licence', () => expect(manifest.license).toBe('Apache-2.0')],
    ['has the keyword homebridge-plugin', () => expect(manifest.keywords).toContain('homebridge-plugin')],
    ['has one keyword more', () => expect(manifest.keywords.length).toBeGreaterThan(1)],
    ['says that it shows Matter', () => expect(manifest.keywords).toContain('supports-matter')],
    ['names the Homebridge it is for', () => expect(manifest.engines.homebridge).toMatch(/\^2\./)],
    ['names every Node that is supported for long', () => expect(manifest.engines.node).toMatch(/\^22\..*\^24\./)],
    ['runs nothing at installation', () => expect(Object.keys(manifest.scripts ?? {})).toEqual([])],
    ['says that it is a platform', () => expect(form.pluginType).toBe('platform')],
    ['says by what alias', () => expect(form.pluginAlias).toBe('Nightlatch')],
    ['says that it stands alone', () => expect(form.singular).toBe(true)],
    ['lets its platform be named', () => expect(form.schema.properties).toHaveProperty('name')],
    ['has a settings page', () => expect(form.customUi).toBe(true)],
    ['has the form that the one schema says', () => expect(form).toEqual(homebridgeSchema(FORM))],
    ['ships its form', () => expect(packed.files).toContain('config.schema.json')],
    ['ships its settings page', () => expect(packed.files).toContain('homebridge-ui/public/index.html')],
    ['ships its code', () => expect(packed.files).toContain('dist/index.js')],
    ['ships a README', () => expect(packed.files).toContain('README.md')],
    [
      'ships nothing else',
      () =>
        expect(
          packed.files.filter(
            (file) =>
              !/^(dist\/.*\.(js|d\.ts)(\.map)?|homebridge-ui\/.*|config\.schema\.json|package\.json|(README|LICENSE)(\.md)?)$/.test(
                file,
              ),
          ),
        ).toEqual([]),
    ],
    ['ships no test', () => expect(packed.files.filter((file) => /\.test\./.test(file))).toEqual([])],
  ];
  test.each(rules)('%s', (_, check) => check());
});

describe('what Homebridge asks of a verified plugin, installed from its package', () => {
  let folder: string;
  let modules: string;
  let homebridge: Homebridge;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nightlatch-packed-'));
    modules = await packAndInstall(folder, NAME);
    homebridge = await startHomebridge({
      plugins: modules,
      env: { HOME: path.join(folder, 'home') },
      platformConfig: { platform: 'Nightlatch', name: 'Nightlatch', sources: [{ type: 'simulator', script: 'none' }] },
    });
    await homebridge.printed(/Home is open/);
  }, 120_000);
  afterAll(async () => {
    await homebridge?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('exports a function by default', async () => {
    const plugin = createRequire(path.join(modules, 'x.js')).resolve(NAME);
    expect(typeof ((await import(plugin)) as { default: unknown }).default).toBe('function');
  });

  test('brings neither Homebridge nor hap-nodejs', async () => {
    const installed = await readdir(modules, { recursive: true });
    expect(installed.filter((it) => /(^|\/)(homebridge|hap-nodejs)\/package\.json$/.test(it))).toEqual([]);
  });

  test('brings nothing that runs at installation or must be compiled', async () => {
    const manifests = (await readdir(modules, { recursive: true })).filter((it) =>
      /(^|node_modules\/)(@[^/]+\/)?[^/]+\/package\.json$/.test(it),
    );
    expect(manifests.length).toBeGreaterThan(10);
    const guilty = manifests.filter((it) => {
      const { scripts = {} } = json(path.join(modules, it)) as { scripts?: Record<string, string> };
      return ['preinstall', 'install', 'postinstall'].some((script) => script in scripts);
    });
    expect(guilty).toEqual([]);
  });

  test('loads without a complaint of Homebridge', () => {
    expect(homebridge.log.join('\n')).not.toMatch(/requires|incompatible|deprecated|WARNING|ERROR|invalid/i);
  });

  test('is a dynamic platform that shows its devices', () => {
    expect(homebridge.log).toContainEqual(
      expect.stringMatching(/Registering platform 'homebridge-nightlatch\.Nightlatch'/),
    );
  });

  test('writes in Homebridge’s storage folder and nowhere else', async () => {
    expect(await readdir(homebridge.storage)).toContain('nightlatch');
    expect(await readdir(path.join(folder, 'home')).catch(() => [])).toEqual([]);
  });

  test('ends at once when Homebridge ends', async () => {
    const at = performance.now();
    await homebridge.stop();
    expect(performance.now() - at).toBeLessThan(4000);
    expect(homebridge.log.join('\n')).not.toMatch(/uncaught|unhandled/i);
  });
});
