import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Node's own build from the `node` package, which its install script puts in place. */
const NODE_BINARY = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Hosts that tests start, and whose packages must not mix with ours. */
const HOSTS = ['test/hosts/matterbridge'];

/** Installs exactly what package-lock.json names, unless it is there already. */
export async function ensurePackages() {
  if (!isInstalled()) {
    console.log('Installing packages (one to three minutes the first time)…');
    await install();
  }
  if (!existsSync(NODE_BINARY)) {
    console.log('Setting up Node 24 for this checkout…');
    const code = await run('npm', ['rebuild', 'node', '--loglevel=error']);
    if (code !== 0 || !existsSync(NODE_BINARY)) {
      throw new Error('Node 24 could not be set up: run "npm rebuild node" and read what it says.');
    }
  }
}

/** Installs the hosts that tests start, as their own lock files name them. */
export async function ensureHosts() {
  for (const folder of HOSTS) {
    if (isInstalled(folder)) continue;
    console.log(`Installing ${folder} for the tests…`);
    await install(folder);
  }
}

async function install(folder = '.') {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', args, { cwd: join(ROOT, folder) });
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}: mend what it says above and try again.`);
}

/**
 * Compares what npm says it has installed with what the lock file asks for. Dates would not do: npm itself writes the
 * lock file last, and a checkout touches it without changing it.
 */
function isInstalled(folder = '.') {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const present = packagesOf(join(folder, 'node_modules/.package-lock.json'));
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
