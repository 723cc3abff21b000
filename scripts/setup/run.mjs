import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The environment without this checkout's own programs: they may be replaced while a command runs. */
function ownEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.startsWith(join(ROOT, 'node_modules')));
  return { ...process.env, PATH: path.join(delimiter) };
}

/**
 * Runs a command and shows what it says.
 *
 * @returns {Promise<number>} Its exit code; 127 when there is no such command.
 */
export function run(command, args, { env = {}, isQuiet = false, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...ownEnvironment(), ...env },
      stdio: isQuiet ? 'ignore' : 'inherit',
      shell: process.platform === 'win32',
    });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
