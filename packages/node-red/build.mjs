/**
 * Builds the palette: each folder of `src/nodes` becomes `dist/<type>.js`, `dist/<type>.html` and its locales, and each
 * folder of `src/plugins` the same as a plugin.
 *
 *     node packages/node-red/build.mjs
 *
 * The runtime half is one ESM graph with shared chunks, so that what outlives a deploy exists once. The editor half is
 * not minified: the palette's scorecard reads it.
 */
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const LANGUAGES = ['en-US', 'de', 'zh-CN'];
/** The examples of the editor's import dialog. */
const FLOWS = fileURLToPath(new URL('../../flows', import.meta.url));
/** What is in `dist` and not from here: TypeScript's declarations, and the mark of a build that runs. */
const KEPT = ['types', '.building'];
const LONGEST_BUILD_MS = 60_000;
const at = (...parts) => join(HERE, ...parts);

const parts = [...(await folders('nodes')), ...(await folders('plugins'))];
if (await isStale()) await alone(buildAll);

/** Does it while nobody else does, as tests that start at once may; what another has just built need not be built. */
async function alone(work) {
  await mkdir(at('dist'), { recursive: true });
  const mark = at('dist/.building');
  for (const until = Date.now() + LONGEST_BUILD_MS; ;) {
    try {
      await mkdir(mark);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      /* One that was killed has left its mark. */
      if (Date.now() > until) await rm(mark, { recursive: true, force: true });
      await pause(50);
    }
  }
  try {
    if (await isStale()) await work();
  } finally {
    await rm(mark, { recursive: true, force: true });
  }
}

async function buildAll() {
  for (const name of await readdir(at('dist')).catch(() => [])) {
    if (!KEPT.includes(name)) await rm(at('dist', name), { recursive: true });
  }
  await Promise.all(LANGUAGES.map((language) => mkdir(at('dist/locales', language), { recursive: true })));
  await build({
    entryPoints: parts.map(({ type, folder, isPlugin }) => ({
      in: at(folder, 'runtime.ts'),
      out: isPlugin ? `${type}-runtime` : type,
    })),
    outdir: at('dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    chunkNames: 'chunks/[name]-[hash]',
    logLevel: 'warning',
  });
  for (const part of parts) await buildEditor(part);
  await rm(at('examples'), { recursive: true, force: true });
  await cp(FLOWS, at('examples'), { recursive: true });
  await writeFile(at('dist/.built'), '');
}

/** Node-RED requires a plugin where it imports a node, and Node before 22.12 requires no module: a door that it can
 * require, which leads to the one graph of modules. */
function pluginDoor(type) {
  return `'use strict';\nmodule.exports = (RED) => import('./${type}-runtime.js').then((plugin) => plugin.default(RED));\n`;
}

async function buildEditor({ type, folder, isPlugin }) {
  if (isPlugin) await writeFile(at('dist', `${type}.cjs`), pluginDoor(type));
  const { outputFiles } = await build({
    entryPoints: [at(folder, 'editor.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    loader: { '.html': 'text', '.css': 'text' },
    logLevel: 'warning',
  });
  const script = outputFiles[0].text.replaceAll('</script', String.raw`<\/script`);
  const form = isPlugin ? '' : await withRows(await readFile(at(folder, 'editor.html'), 'utf8'));
  const template = isPlugin ? '' : `<script type="text/html" data-template-name="${type}">\n${form}</script>\n`;
  await writeFile(at('dist', `${type}.html`), `${template}<script type="text/javascript">\n${script}</script>\n`);
  for (const language of LANGUAGES) {
    const own = JSON.parse(await readFile(at(folder, 'locales', `${language}.json`), 'utf8'));
    const shared = JSON.parse(await readFile(at('src/locale', `${language}.json`), 'utf8'));
    const texts = { [type]: own, nightlatch: shared };
    await writeFile(at('dist/locales', language, `${type}.json`), `${JSON.stringify(texts)}\n`);
    if (isPlugin) continue;
    const help = await readFile(at(folder, 'locales', `${language}.md`), 'utf8');
    const page = `<script type="text/markdown" data-help-name="${type}">\n${help}</script>\n`;
    await writeFile(at('dist/locales', language, `${type}.html`), page);
  }
}

/** Puts the rows that many forms share in their places: `<!-- row: home -->`. */
async function withRows(form) {
  const names = [...form.matchAll(/<!-- row: (\w+) -->\n/g)];
  const rows = await Promise.all(names.map(([, name]) => readFile(at('src/editor/rows', `${name}.html`), 'utf8')));
  return names.reduce((text, [mark], index) => text.replace(mark, rows[index]), form);
}

async function folders(kind) {
  const entries = await readdir(at('src', kind), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ type: name, folder: join('src', kind, name), isPlugin: kind === 'plugins' }));
}

/** Tells whether a source is newer than what was built from it. */
async function isStale() {
  const built = await stat(at('dist/.built')).catch(() => undefined);
  if (!built) return true;
  const sources = await readdir(at('src'), { recursive: true });
  const flows = (await readdir(FLOWS)).map((file) => join(FLOWS, file));
  const files = [at('build.mjs'), ...sources.map((file) => at('src', file)), FLOWS, ...flows];
  const times = await Promise.all(files.map((file) => stat(file)));
  return times.some(({ mtimeMs }) => mtimeMs > built.mtimeMs);
}
