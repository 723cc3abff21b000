import { spawnSync } from 'node:child_process';
import { mkdirSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const BIN = join(import.meta.dirname, '../bin/nightlatch.js');

test('works in a checkout without a build and without options for Node', () => {
  const { status, stdout } = spawnSync(process.execPath, [BIN, '--help'], { encoding: 'utf8', cwd: tmpdir() });
  expect(status).toBe(0);
  expect(stdout).toContain('check [options] [config]');
  expect(stdout).toContain('replay [options] [events]');
});

test('gives on the exit code of the live source', () => {
  expect(spawnSync(process.execPath, [BIN, 'check', 'none.yaml'], { cwd: tmpdir() }).status).toBe(2);
});

test('takes the built program where there is no source', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bin-'));
  mkdirSync(join(folder, 'dist'));
  cpSync(BIN, join(folder, 'bin/nightlatch.js'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'dist/index.js'),
    'export const runCli = (args) => { console.log(args.join()); return 1; };',
  );
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'bin/nightlatch.js'), 'a', 'b'], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect([status, stdout]).toEqual([1, 'a,b\n']);
});

test('says to an old Node what it needs', () => {
  const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })";
  const asOld = ['--import', `data:text/javascript,${encodeURIComponent(old)}`];
  const { status, stderr } = spawnSync(process.execPath, [...asOld, BIN, 'check'], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain('nightlatch needs Node 22.13 or newer; this is Node 20.20.2.');
});
