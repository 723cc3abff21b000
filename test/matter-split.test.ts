import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BridgedDeviceBasicInformationClient } from '@matter/main/behaviors/bridged-device-basic-information';
import { MatterServer, savedPairingCodes } from '@nightlatch/bridge-matter/server';
import { MemoryHome } from '@nightlatch/testing';
import { MatterController } from './matter/matter-controller.ts';
import { pairingSecrets } from './matter/pairing-secrets.ts';
import { freePort } from './mosquitto.ts';

/** As many as Alexa takes of a bridge. */
const ROOM = 50;
const SENSORS = 70;
const NO_COMPANIONS = {
  alarm: false,
  ready: false,
  delays: false,
  silence: false,
  trouble: false,
  tamper: 'none',
} as const;
const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

const folder = mkdtempSync(join(tmpdir(), 'nightlatch-split-'));
const home = new MemoryHome();
const apps: MatterController[] = [];
let port: number;
let server: MatterServer;

const sensor = (number: number): void =>
  void home.device({ id: `z/${number}`, name: `Door ${number}`, attributes: ['contact'] }, { contact: 'closed' });

async function start(): Promise<void> {
  server = new MatterServer({ folder, log: SILENT, options: { port, companions: NO_COMPANIONS } });
  await server.start(home);
}

beforeAll(async () => {
  for (let number = 1; number <= SENSORS; number += 1) sensor(number);
  port = await freePort();
  await start();
  for (const [index, secret] of pairingSecrets(folder).entries()) {
    const app = await MatterController.open();
    apps.push(app);
    await app.pairByAddress({ ...secret, port: port + index });
  }
}, 120_000);
afterAll(async () => {
  for (const app of apps) await app.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** What each bridge's app shows, by name, with the number that it knows it by. */
const shown = (): ReadonlyMap<string, number>[] =>
  apps.map(
    ({ peer }) =>
      new Map(
        [...peer.endpoints]
          .filter((it) => it.lifecycle.isReady && it.behaviors.has(BridgedDeviceBasicInformationClient))
          .map((it) => [String(it.stateOf(BridgedDeviceBasicInformationClient).nodeLabel), it.number] as const),
      ),
  );

const bridgeOf = (name: string): number => shown().findIndex((names) => names.has(name));

test('what Alexa would not take of one bridge is on a second, whose own code is told and printed', () => {
  const pairings = server.pairings();
  expect(pairings.map((it) => it.port)).toEqual([port, port + 1]);
  expect(new Set(pairings.map(({ code }) => code)).size).toBe(2);
  expect(savedPairingCodes(folder)).toEqual(pairings.map(({ code, qr }) => ({ code, qr })));
  expect(shown().map(({ size }) => size)).toEqual([ROOM, SENSORS - ROOM]);
});

test('one that goes moves no other, one that comes takes a free place, and so it is after a restart', async () => {
  const before = shown();
  home.remove('z/3');
  await apps[0]?.untilGone('Door 3');
  sensor(SENSORS + 1);
  await apps[0]?.untilShown(`Door ${SENSORS + 1}`);
  sensor(SENSORS + 2);
  await apps[1]?.untilShown(`Door ${SENSORS + 2}`);
  const after = shown();
  for (const [bridge, names] of before.entries()) {
    for (const [name, number] of names) {
      if (name !== 'Door 3') expect([name, after[bridge]?.get(name)]).toEqual([name, number]);
    }
  }
  await server.stop();
  home.remove('z/4');
  await start();
  await apps[0]?.untilGone('Door 4');
  const [first, second] = [new Map(after[0]), new Map(after[1])];
  first.delete('Door 4');
  expect(shown()).toEqual([first, second]);
  expect(bridgeOf(`Door ${SENSORS + 2}`)).toBe(1);
}, 120_000);
