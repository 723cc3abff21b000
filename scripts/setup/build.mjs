import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Compiles what has changed. TypeScript's own build information decides what that is. */
export async function ensureBuild() {
  const tsc = join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? 'tsc.cmd' : 'tsc');
  const code = await run(tsc, ['-b']);
  if (code !== 0) throw new Error('The packages do not compile: see the errors above.');
}
