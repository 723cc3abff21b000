import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Node's own build from the `node` package, which its install script puts in place. */
const NODE_BINARY = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs exactly what package-lock.json names, unless it is there already. */
export async function ensurePackages() {
  if (!isInstalled()) {
    console.log('Installing packages (one to three minutes the first time)…');
    const code = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) throw new Error(`npm ci failed with exit code ${code}: mend what it says above and try again.`);
  }
  if (!existsSync(NODE_BINARY)) {
    console.log('Setting up Node 24 for this checkout…');
    const code = await run('npm', ['rebuild', 'node', '--loglevel=error']);
    if (code !== 0 || !existsSync(NODE_BINARY)) {
      throw new Error('Node 24 could not be set up: run "npm rebuild node" and read what it says.');
    }
  }
}

/**
 * Compares what npm says it has installed with what the lock file asks for. Dates would not do: npm itself writes the
 * lock file last, and a checkout touches it without changing it.
 */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted ?? {}).every(([path, { version, link, optional }]) => {
    if (!path.includes('node_modules/')) return true;
    const there = present?.[path];
    return there ? there.version === version && there.link === link : optional === true;
  });
}

function packagesOf(lockFile) {
  const file = join(ROOT, lockFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
