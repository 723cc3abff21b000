import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BooleanStateClient } from '@matter/main/behaviors/boolean-state';
import { BridgedDeviceBasicInformationClient } from '@matter/main/behaviors/bridged-device-basic-information';
import { OccupancySensingClient } from '@matter/main/behaviors/occupancy-sensing';
import { OnOffClient } from '@matter/main/behaviors/on-off';
import { MatterController as ControllerProcess } from './matter-controller/matter-controller.ts';
import type { SeenEndpoint } from './matter-controller/messages.ts';
import { MatterController } from './matter/matter-controller.ts';
import { MatterHouse } from './matter/matter-house.ts';

const LOGS = ['values.log', 'values.copy.log'] as const;

let home: MatterHouse;
let app: MatterController;

/** A house that is armed, and an app that is paired with it and has heard so. */
async function openArmed(): Promise<void> {
  await home.start();
  app = await MatterController.open();
  await app.pairByAddress(home);
  await app.until('contact 1', BridgedDeviceBasicInformationClient, 'reachable', true);
  await app.until('motion 1', OccupancySensingClient, 'occupancy', { occupied: false });
  await app.until('Alarm zones', BooleanStateClient, 'stateValue', true);
  await app.at('Alarm away').commandsOf(OnOffClient).on();
  await app.until('Alarm away', OnOffClient, 'onOff', true);
  await hears();
}

/** The app is told of a door, and the house is as armed as it was. */
async function hears(): Promise<void> {
  await home.say('contact 1', 'trip');
  await app.until('contact 1', BooleanStateClient, 'stateValue', false);
  await home.say('contact 1', 'rest');
  await app.until('contact 1', BooleanStateClient, 'stateValue', true);
  expect(app.at('Alarm away').stateOf(OnOffClient).onOff).toBe(true);
}

const said = (level: string): string =>
  home.hub.log
    .filter((line) => line.level === level)
    .map(({ message }) => message)
    .join('\n');

const storage = (file: string): string => join(home.data, 'matter', 'storage', 'bridge-1', file);

/** Puts another byte in the middle of a file. */
function spoil(file: string): void {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0x20;
  writeFileSync(file, bytes);
}

describe('a disk that spoils what Matter keeps', () => {
  beforeAll(async () => {
    home = await MatterHouse.open();
    await openArmed();
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await home?.close();
  }, 30_000);

  test.each([
    ...LOGS.map((file) => [file, () => storage(file)] as const),
    ...['pairing.json', 'endpoints.json'].map((file) => [file, () => join(home.data, 'matter', file)] as const),
  ])(
    'in %s costs no pairing, and the file is named',
    async (file, where) => {
      await home.kill();
      spoil(where());
      await home.start();
      expect(said('warn')).toMatch(new RegExp(`${file} (was damaged|is not as it was written)`));
      await hears();
    },
    60_000,
  );

  test('in both logs is an error that says what to do; the alarm stays armed, and the pairing comes back with the files', async () => {
    await home.kill();
    const whole = LOGS.map((file) => readFileSync(storage(file)));
    for (const file of LOGS) spoil(storage(file));
    await home.start();
    expect(said('error')).toMatch(/values\.log and .*values\.copy\.log are both damaged: restore them from a backup/);
    await home.stop();
    for (const [at, file] of LOGS.entries()) writeFileSync(storage(file), whole[at] ?? '');
    await home.start();
    await hears();
  }, 60_000);
});

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Only root may make a disk that is full; what a full disk does to the log itself is tested beside its source. */
(isRoot ? describe : describe.skip)('a disk that is full (a mount of its own: needs root)', () => {
  let mount: string;

  beforeAll(async () => {
    home = await MatterHouse.open();
    mount = join(home.data, 'matter');
    mkdirSync(mount, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount]);
    await openArmed();
  }, 60_000);
  afterAll(async () => {
    await app?.close();
    await home?.stop();
    if (mount) execFileSync('umount', [mount]);
    await home?.close();
  }, 30_000);

  test('disarms nothing and costs no pairing, also when the hub is killed meanwhile, and no other app can be paired', async () => {
    const filler = join(mount, 'filler');
    const { bavail, bsize } = statfsSync(mount);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
    expect(statfsSync(mount).bavail).toBe(0);
    await hears();
    await home.kill();
    await home.start();
    await hears();
    expect(said('error')).toMatch(/Matter cannot write to .*ENOSPC.*make room/);
    rmSync(filler);
    await hears();
    await home.kill();
    await home.start();
    await hears();
  }, 90_000);
});

const isOn = (it: SeenEndpoint['clusters'] | undefined): boolean => it?.['onOff']?.['onOff'] === true;
const isClosed =
  (closed: boolean) =>
  (it: SeenEndpoint['clusters'] | undefined): boolean =>
    it?.['booleanState']?.['stateValue'] === closed;

/** An app pairs with the house, arms it, and hears that it is armed. */
async function armBy(gone: ControllerProcess): Promise<void> {
  await gone.commission({ port: home.port, passcode: home.passcode });
  await gone.until('Alarm zones', isClosed(true));
  await gone.invoke('Alarm away', 'onOff.on');
  await gone.until('Alarm away', isOn);
}

/** The app sees the window that was opened meanwhile, and the house armed as it was; and it hears what happens next. */
async function isBack(gone: ControllerProcess): Promise<void> {
  await gone.until('contact 2', isClosed(false));
  await gone.until('Alarm away', isOn);
  await home.say('contact 2', 'rest');
  await gone.until('contact 2', isClosed(true));
}

test('an app that is gone, also while the hub starts anew, sees what is when it is back, and the alarm is as it was', async () => {
  home = await MatterHouse.open();
  await home.start();
  let gone = await ControllerProcess.start();
  try {
    await armBy(gone);
    const folder = await gone.kill();
    // Nobody can be told, and what the app subscribed to cannot be taken up.
    await home.say('contact 2', 'trip');
    await home.kill();
    await home.start();
    gone = await ControllerProcess.start(folder);
    await isBack(gone);
  } finally {
    await gone.close();
    await home.close();
  }
}, 120_000);

const HOUR_MS = 3_600_000;

test('an app that is gone for an hour while the hub goes on sees what is when it is back, and the alarm went on without it', async () => {
  home = await MatterHouse.open({ companions: { memory: true } }, true);
  await home.start();
  let gone = await ControllerProcess.start();
  try {
    await armBy(gone);
    const folder = await gone.kill();
    const goneAt = Date.now();
    await home.hub.pass(HOUR_MS / 2);
    // Nobody is waited for for ever: what the app subscribed to is given up.
    await home.hub.logged(/Giving up on subscription/);
    await home.say('contact 2', 'trip');
    const backAt = await home.hub.pass(HOUR_MS / 2);
    expect(backAt - goneAt).toBeGreaterThanOrEqual(HOUR_MS);
    gone = await ControllerProcess.start(folder);
    await isBack(gone);
    await gone.until('Alarm memory', isOn);
  } finally {
    await gone.close();
    await home.close();
  }
}, 120_000);
