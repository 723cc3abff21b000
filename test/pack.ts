import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGES = path.join(import.meta.dirname, '..', 'packages');
const QUIET = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts'];

/** What `npm pack` would publish of a package. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  /** Paths inside the package. */
  readonly files: readonly string[];
}

/** Tells what `npm pack` would publish of a package, without writing anything. `folder` is its name under `packages/`. */
export async function packList(folder: string): Promise<Packed> {
  return await npmPack(folder, ['--dry-run']);
}

/**
 * Packs every package as it would be published and installs the one called `name`, with ours and others' it depends on,
 * into an empty folder. The packages must have been built.
 *
 * @param folder An empty folder.
 * @returns The `node_modules` folder.
 */
export async function packAndInstall(folder: string, name: string): Promise<string> {
  const tarballs = path.join(folder, 'tarballs');
  const target = path.join(folder, 'installed');
  await Promise.all([mkdir(tarballs, { recursive: true }), mkdir(target, { recursive: true })]);
  const files = new Map<string, string>();
  for (const it of await readdir(PACKAGES)) {
    const packed = await npmPack(it, ['--pack-destination', tarballs]);
    files.set(packed.name, `file:${path.join(tarballs, packed.filename)}`);
  }
  const needed = await closure(name);
  const dependencies = Object.fromEntries(needed.map((it) => [it, files.get(it)]));
  await writeFile(
    path.join(target, 'package.json'),
    // Ours depend on each other by version, which no registry has yet.
    JSON.stringify({
      private: true,
      dependencies: { [name]: dependencies[name] },
      overrides: without(dependencies, name),
    }),
  );
  await run('npm', ['install', ...QUIET, '--prefer-offline', '--omit=dev'], { cwd: target, timeout: 120_000 });
  return path.join(target, 'node_modules');
}

async function npmPack(folder: string, options: readonly string[]): Promise<Packed> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', ...options], {
    cwd: path.join(PACKAGES, folder),
  });
  const answer = JSON.parse(stdout) as unknown;
  const [packed] = Object.values(answer as Record<string, PackAnswer>);
  if (!packed) throw new Error(`npm pack said nothing of ${folder}.`);
  return { ...packed, files: packed.files.map((file) => file.path) };
}

interface PackAnswer {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Names the package and all of ours that it needs, directly or not. */
async function closure(name: string): Promise<readonly string[]> {
  const manifests = await Promise.all(
    (await readdir(PACKAGES)).map(
      async (folder) =>
        JSON.parse(await readFile(path.join(PACKAGES, folder, 'package.json'), 'utf8')) as {
          name: string;
          dependencies?: Record<string, string>;
        },
    ),
  );
  const found = new Set([name]);
  for (const it of found) {
    const { dependencies = {} } = manifests.find((manifest) => manifest.name === it) ?? {};
    for (const dependency of Object.keys(dependencies)) {
      if (manifests.some((manifest) => manifest.name === dependency)) found.add(dependency);
    }
  }
  return [...found];
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}
