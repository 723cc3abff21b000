import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ChildOutput } from './child-output.ts';
import { follow } from './child-output.ts';
import { freePort } from './mosquitto.ts';

/** What the bridge drew at random. */
interface Secret {
  readonly passcode: number;
}

const PLACE = path.join(import.meta.dirname, 'matter-camera');
const folder = mkdtempSync(path.join(tmpdir(), 'nightlatch-matter-camera-'));
const children: ChildProcess[] = [];
let bridge: ChildProcess;
let bridgeSays: ChildOutput;
let port: number;
let passcode: number;

beforeAll(async () => {
  port = await freePort();
  [bridge, bridgeSays] = run('camera-bridge.ts', path.join(folder, 'bridge'), String(port), 'experimental');
  await bridgeSays.printed(/^online$/, 60_000);
  const secrets = JSON.parse(readFileSync(path.join(folder, 'bridge', 'pairing.json'), 'utf8')) as Secret[];
  passcode = secrets[0]?.passcode ?? 0;
}, 90_000);

afterAll(async () => {
  const living = children.filter((child) => child.exitCode === null && child.signalCode === null);
  for (const child of living) child.kill('SIGKILL');
  await Promise.all(living.map(async (child) => await once(child, 'exit')));
  rmSync(folder, { recursive: true });
});

function run(script: string, ...args: readonly string[]): [ChildProcess, ChildOutput] {
  const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, path.join(PLACE, script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  return [child, follow(child, script)];
}

/** What a bridge has shown to apps. */
function shown(of: string): string {
  return readFileSync(path.join(folder, of, 'endpoints.json'), 'utf8');
}

test('an app in another process pairs, looks through the doorbell, takes a snapshot, hears the ring and hangs up', async () => {
  const [looker, says] = run('looker.ts', path.join(folder, 'app'), String(port), String(passcode));
  const said = async (what: string, timeoutMs = 30_000): Promise<Record<string, unknown>> =>
    JSON.parse(await says.printed(new RegExp(`^\\{"${what}"`), timeoutMs)) as Record<string, unknown>;

  await said('paired', 60_000);
  await said('answeredMs');
  // Parameters, a keyframe and what follows it, with nothing missing between.
  expect(await said('packets')).toMatchObject({ lost: 0, units: [1, 5, 7, 8] });
  expect(await said('snapshot')).toMatchObject({ snapshot: { width: 640, height: 360 }, head: 'ffd8' });
  await said('ready');

  bridge.send('ring');
  await said('rang');

  const sessions = async (): Promise<unknown> => {
    bridge.send('sessions');
    return ((await once(bridge, 'message')) as unknown[])[0];
  };
  expect(await sessions()).toBe(1);
  looker.send('hang up');
  await said('hungUp');
  expect(await sessions()).toBe(0);
  expect(bridgeSays.log.filter((line) => /Matter does not take|cannot be reached/.test(line))).toEqual([]);
}, 120_000);

test('nobody who has not asked for the experiment is shown a camera', async () => {
  const [, says] = run('camera-bridge.ts', path.join(folder, 'plain'), '0');
  await says.printed(/^online$/, 60_000);
  expect(shown('bridge')).toContain('"Front door camera"');
  expect(shown('plain')).toContain('"Front door"');
  expect(shown('plain')).not.toContain('camera');
}, 90_000);
