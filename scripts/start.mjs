/**
 * Starts Nightlatch with Node 24, whichever Node this is.
 *
 *     npm start                                 the demonstration house
 *     npm start -- --data <folder>              the same, with its things kept elsewhere than in .nightlatch/demo
 *     npm start -- --config my-house.yaml       a real house
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from './setup/run.mjs';

const args = process.argv.slice(2);
const ours = (path) => pathToFileURL(join(ROOT, 'packages/nightlatch', path)).href;

if (Number(process.versions.node.split('.')[0]) < 24) {
  await againWithNode24();
} else if (args.some((arg) => arg === '--config' || arg.startsWith('--config='))) {
  process.argv = [process.execPath, fileURLToPath(ours('bin/nightlatch.js')), 'start', ...args];
  await import(ours('bin/nightlatch.js'));
} else {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } });
  const { demoCommand } = await import(ours('dist/demo/demo-command.js'));
  process.exitCode = await demoCommand(values);
}

async function againWithNode24() {
  const node = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const child = spawn(node, [fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' });
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
