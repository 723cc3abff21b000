/**
 * Starts Nightlatch with Node 24, whichever Node this is.
 *
 *     npm start                                 the demonstration house
 *     npm start -- --config my-house.yaml       a real house
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './setup/run.mjs';

const args = process.argv.slice(2);
const isReal = args.some((arg) => arg === '--config' || arg === '-c' || arg.startsWith('--config='));
const program = join(ROOT, 'packages/nightlatch/bin/nightlatch.js');
const words = [isReal ? 'start' : 'demo', ...args];

if (Number(process.versions.node.split('.')[0]) >= 24) {
  process.argv = [process.execPath, program, ...words];
  await import(pathToFileURL(program).href);
} else {
  const node = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const child = spawn(node, [program, ...words], { stdio: 'inherit' });
  // A terminal's Ctrl-C reaches both, and this one waits; what is sent to this process alone is passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Nightlatch could not be started: ${error.message}. Run "npm run setup" first.`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
