import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { inFolder } from '../test/folder.ts';
import { claimData } from './data-lock.ts';

test('refuses a second hub and names the first', () =>
  inFolder((folder) => {
    const first = claimData(folder, 'first-hub');
    expect(() => claimData(folder, 'second-hub')).toThrow(`first-hub (process ${process.pid})`);
    first.release();
    claimData(folder, 'second-hub').release();
  }));

test('is free again after its holder was killed', () =>
  inFolder(async (folder) => {
    const script = `import { claimData } from ${JSON.stringify(new URL('./data-lock.ts', import.meta.url).href)};
      // Held by name: a claim that nothing refers to may be collected, and is then given up.
      globalThis.claim = claimData(${JSON.stringify(folder)}, 'killed'); console.log('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script]);
    await once(holder.stdout, 'data');
    expect(() => claimData(folder, 'next')).toThrow('in use by hub killed');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    claimData(folder, 'next').release();
  }));
