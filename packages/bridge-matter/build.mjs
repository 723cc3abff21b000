/**
 * Bundles the bridge of our own with matter.js, which has a thousand modules: a few files load in
 * less than two thirds of their time. Where matter.js is handed in, by Matterbridge and Homebridge, none of this is loaded.
 *
 *     node packages/bridge-matter/build.mjs
 *
 * What is bundled is named with its licence in `dist/bundle/LICENSES.txt`.
 */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const OUT = join(HERE, 'dist/bundle');
const LICENSES = join(OUT, 'LICENSES.txt');

if (await isStale()) await bundle();

async function bundle() {
  await rm(OUT, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: [join(HERE, 'dist/server/index.js')],
    entryNames: 'server',
    chunkNames: '[name]-[hash]',
    outdir: OUT,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    /* matter.js tells classes by their names. */
    keepNames: true,
    external: ['@nightlatch/*', 'zod', 'bun:sqlite'],
    metafile: true,
    absWorkingDir: HERE,
    logLevel: 'warning',
  });
  await writeFile(LICENSES, await licenses(Object.keys(metafile.inputs)));
}

/** The licence of every package that has a module in the bundle. */
async function licenses(modules) {
  const packages = new Set(modules.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]));
  packages.delete(undefined);
  const parts = [...packages]
    .sort((one, other) => one.localeCompare(other))
    .map(async (path) => {
      const folder = join(HERE, path);
      const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
      return `${name} ${version}, ${license}\n\n${await readFile(join(folder, 'LICENSE'), 'utf8')}`;
    });
  return (await Promise.all(parts)).join(`\n${'-'.repeat(80)}\n\n`);
}

/** Tells whether what is bundled was compiled anew since. TypeScript writes this file with each compilation. */
async function isStale() {
  const [compiled, script, bundled] = await Promise.all(
    [join(HERE, 'dist/tsconfig.tsbuildinfo'), fileURLToPath(import.meta.url), LICENSES].map((path) =>
      stat(path).catch(() => undefined),
    ),
  );
  return !bundled || bundled.mtimeMs < Math.max(compiled?.mtimeMs ?? 0, script.mtimeMs);
}
