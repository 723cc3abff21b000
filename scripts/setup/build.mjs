import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Compiles what has changed, as TypeScript's own build information tells, and bundles the Matter bridge and Node-RED's palette. */
export async function ensureBuild() {
  const tsc = join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? 'tsc.cmd' : 'tsc');
  const code = await run(tsc, ['-b']);
  if (code !== 0) throw new Error('The packages do not compile: see the errors above.');
  const matter = await run(process.execPath, [join(ROOT, 'packages/bridge-matter/build.mjs')]);
  if (matter !== 0) throw new Error('The Matter bridge cannot be bundled: see the errors above.');
  const palette = await run(process.execPath, [join(ROOT, 'packages/node-red/build.mjs')]);
  if (palette !== 0) throw new Error('The Node-RED palette cannot be built: see the errors above.');
}
