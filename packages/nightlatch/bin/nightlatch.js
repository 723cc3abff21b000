#!/usr/bin/env -S node --max-semi-space-size=4
/* A hub makes little garbage: 4 MB of room for what is young saves tens of megabytes of memory on a small machine.
   Plain JavaScript that any Node of the last years reads, so that a Node that is too old is told so. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const source = new URL('../src/index.ts', import.meta.url);
const isCheckout = existsSync(source);

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`nightlatch needs Node 22.13 or newer; this is Node ${process.versions.node}. Install a newer Node,`);
  console.error(isCheckout ? 'or run "npx nightlatch" here, which uses the one of "npm ci".' : 'then try again.');
  process.exitCode = 2;
} else if (!isCheckout) {
  const { runCli } = await import('../dist/index.js');
  process.exitCode = await runCli(process.argv.slice(2), process);
} else if (process.execArgv.includes('--conditions=source')) {
  const { runCli } = await import(source.href);
  process.exitCode = await runCli(process.argv.slice(2), process);
} else {
  /* In a checkout the live source runs, never a build that may be older; it needs its own export condition. */
  runSource();
}

function runSource() {
  const isStrippedByDefault = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
  const options = ['--conditions=source', '--disable-warning=ExperimentalWarning'];
  if (!isStrippedByDefault) options.push('--experimental-strip-types');
  const file = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [...process.execArgv, ...options, file, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  /* Ctrl-C reaches both; what is sent to us alone is passed on. The child decides when it is done. */
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : code;
  });
}
