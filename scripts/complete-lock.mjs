/**
 * Adds to package-lock.json the native builds for other platforms.
 *
 *     node scripts/complete-lock.mjs [--check]
 *
 * npm leaves out optional packages that it could not fetch where it wrote the lock file, and `npm ci` then refuses the
 * file everywhere. Their exact versions stand in the packages that want them, and their platform in their names.
 * With `--check` it writes nothing and fails when something is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/run.mjs';

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];

for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isLocked(path, name)) continue;
    const beside = `${path.slice(0, path.lastIndexOf('node_modules/'))}node_modules/${name}`;
    lock.packages[beside] = { version, optional: true, ...platformOf(name) };
    added.push(`${name}@${version}`);
  }
}

if (process.argv.includes('--check')) {
  for (const name of added) console.error(`package-lock.json lacks ${name}: run "node scripts/complete-lock.mjs".`);
  process.exitCode = added.length > 0 ? 1 : 0;
} else if (added.length > 0) {
  const root = lock.packages[''];
  const rest = Object.entries(lock.packages).filter(([path]) => path !== '');
  lock.packages = { '': root, ...Object.fromEntries(rest.sort(([a], [b]) => a.localeCompare(b, 'en'))) };
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
  console.log(`Added ${added.length} packages for other platforms to package-lock.json.`);
}

/** Looks for a package as Node does: beside the one that wants it, then further out. */
function isLocked(path, name) {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true;
    if (from === '') return false;
  }
}

/** Reads `linux-x64-musl` out of a name. @throws When there is no platform in it. */
function platformOf(name) {
  if (name === 'macos-temperature-sensor') return { os: ['darwin'] };
  const found = /(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(musl|gnu))?/.exec(name);
  if (!found) throw new Error(`${name} is missing from package-lock.json, and its name does not tell its platform.`);
  const [, os, cpu, libc] = found;
  return { cpu: [cpu], os: [os], ...(libc ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {}) };
}
