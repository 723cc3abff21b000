import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/** One row per program that some tests need and npm cannot bring. */
const PROGRAMS = [
  { names: ['chromium', 'chromium-browser', 'google-chrome'], apt: 'chromium', needs: 'tests in a real browser' },
  { names: ['mosquitto'], apt: 'mosquitto', needs: 'tests against a real Mosquitto broker' },
];

/** Distributions keep servers in `sbin`, which is not on everyone's path. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];

/** Installs missing system programs where it may, and otherwise says how. A missing one never stops anything. */
export async function ensureSystem() {
  const missing = PROGRAMS.filter(isMissing);
  if (missing.length === 0) return;
  if (has('apt-get') && process.getuid?.() === 0) await install(missing.map(({ apt }) => apt));
  const still = missing.filter(isMissing);
  if (still.length === 0) return;
  for (const { apt, needs } of still) console.log(`Without ${apt}, ${needs} cannot run.`);
  console.log(`To install: ${advice(still.map(({ apt }) => apt))}`);
}

async function install(names) {
  console.log(`Installing ${names.join(', ')} for the tests…`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
  if (names.includes('mosquitto')) await stopBrokerService();
}

/** Debian starts the broker that it installs; the tests start their own, and nobody asked for another. */
async function stopBrokerService() {
  if (existsSync('/run/systemd/system')) {
    await run('systemctl', ['disable', '--now', 'mosquitto'], { isQuiet: true });
  } else if (existsSync('/etc/init.d/mosquitto')) {
    await run('/etc/init.d/mosquitto', ['stop'], { isQuiet: true });
  }
}

function advice(names) {
  if (process.platform === 'darwin') {
    return `brew install ${names.join(' ')}`.replace('chromium', '--cask chromium');
  }
  return has('apt-get')
    ? `sudo apt-get install --no-install-recommends ${names.join(' ')}`
    : `use your system's package manager for ${names.join(', ')}`;
}

function isMissing({ names }) {
  return !names.some(has);
}

function has(name) {
  return FOLDERS.some((folder) => existsSync(join(folder, name)));
}
