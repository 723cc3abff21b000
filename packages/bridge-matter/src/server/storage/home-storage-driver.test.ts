import { mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HomeStorageDriver } from './home-storage-driver.ts';

const FILES = ['values.log', 'values.copy.log'] as const;

let folder: string;
let lines: string[];
let drivers: HomeStorageDriver[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-storage-'));
  lines = [];
  drivers = [];
});
afterEach(async () => {
  for (const driver of drivers) await driver.close();
  rmSync(folder, { recursive: true, force: true });
});

const note =
  (level: string) =>
  (line: string): void =>
    void lines.push(`${level} ${line}`);

async function open(): Promise<HomeStorageDriver> {
  const log = { error: note('error'), warn: note('warn'), info: note('info'), debug: note('debug') };
  const driver = await HomeStorageDriver.open({ folder, log });
  drivers.push(driver);
  return driver;
}

/** Something of each kind that matter.js keeps. */
async function fill(): Promise<void> {
  const driver = await open();
  await driver.set(['fabrics'], 'fabrics', [{ fabricIndex: 1, nodeId: 12n, key: new Uint8Array([1, 2, 3]) }]);
  await driver.set(['root', 'parts', 'a'], { number: 3, name: 'Hall' });
  await driver.set(['root', 'parts', 'a'], 'gone', true);
  await driver.delete(['root', 'parts', 'a'], 'gone');
  await driver.close();
}

async function expectAll(driver: HomeStorageDriver): Promise<void> {
  expect(driver.get(['fabrics'], 'fabrics')).toEqual([{ fabricIndex: 1, nodeId: 12n, key: new Uint8Array([1, 2, 3]) }]);
  expect(driver.values(['root', 'parts', 'a'])).toEqual({ number: 3, name: 'Hall' });
  expect(driver.contexts(['root'])).toEqual(['parts']);
  expect(driver.contexts([])).toEqual(['fabrics', 'root']);
}

test('what was written is there at the next start, in order, and what was deleted is not', async () => {
  await fill();
  const driver = await open();
  await expectAll(driver);
  await driver.clearAll(['root']);
  await driver.close();
  expect((await open()).contexts([])).toEqual(['fabrics']);
  expect(lines).toEqual([]);
});

describe.each(FILES)('a disk that spoils %s', (file) => {
  test('loses nothing, wherever a bit flips: the file is named, and made good', async () => {
    await fill();
    const whole = FILES.map((it) => readFileSync(join(folder, it)));
    const spoilt = whole[FILES.indexOf(file)] ?? Buffer.alloc(0);
    for (let at = 0; at < spoilt.length - 1; at += 7) {
      for (const [index, it] of FILES.entries()) writeFileSync(join(folder, it), whole[index] ?? '');
      const flipped = Buffer.from(spoilt);
      flipped[at] = (flipped[at] ?? 0) ^ 0x04;
      writeFileSync(join(folder, file), flipped);
      lines.length = 0;
      const driver = await open();
      await expectAll(driver);
      await driver.close();
      expect(lines).toEqual([expect.stringMatching(`^warn .*${file} was damaged`)]);
      lines.length = 0;
      await (await open()).close();
      expect(lines).toEqual([]);
    }
  });

  test('loses nothing, wherever the file ends', async () => {
    await fill();
    const whole = FILES.map((it) => readFileSync(join(folder, it)));
    const spoilt = whole[FILES.indexOf(file)] ?? Buffer.alloc(0);
    for (let length = 0; length < spoilt.length; length += 11) {
      for (const [index, it] of FILES.entries()) writeFileSync(join(folder, it), whole[index] ?? '');
      writeFileSync(join(folder, file), spoilt.subarray(0, length));
      const driver = await open();
      await expectAll(driver);
      await driver.close();
    }
  });

  test('loses nothing when the file is gone', async () => {
    await fill();
    unlinkSync(join(folder, file));
    await expectAll(await open());
  });

  test('is left alone, once it is full, until there is room: what apps see goes on, and no app can be paired', async () => {
    await fill();
    const driver = await open();
    const path = join(folder, file);
    unlinkSync(path);
    // Takes nothing, as a full disk.
    symlinkSync('/dev/full', path);
    await driver.set(['root', 'parts', 'a'], 'number', 4);
    await driver.set(['root', 'parts', 'a'], 'number', 5);
    await expect(driver.set(['fabrics'], 'fabrics', [])).rejects.toThrow(/ENOSPC/);
    expect(driver.get(['fabrics'], 'fabrics')).toHaveLength(1);
    expect(driver.get(['root', 'parts', 'a'], 'number')).toBe(5);
    expect(lines).toEqual([expect.stringMatching(/^error .*ENOSPC.*make room/)]);
    unlinkSync(path);
    await driver.set(['root'], 'other', 1);
    expect(lines).toContainEqual(expect.stringMatching(/^warn .*written .* again/));
    await driver.close();
    const next = await open();
    expect(next.get(['root', 'parts', 'a'], 'number')).toBe(5);
    expect(next.get(['fabrics'], 'fabrics')).toHaveLength(1);
  });
});

test('damage that both files share is an error that names them and the remedy, and nothing is begun anew', async () => {
  await fill();
  for (const file of FILES) {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.replace('fabricIndex', 'fabricindex'));
  }
  const before = readFileSync(join(folder, FILES[0]), 'utf8');
  await expect(open()).rejects.toThrow(
    /values\.log and .*values\.copy\.log are both damaged: restore them from a backup/,
  );
  expect(readFileSync(join(folder, FILES[0]), 'utf8')).toBe(before);
});

test('a log that has grown long is begun anew, and holds the same', async () => {
  const driver = await open();
  for (let round = 0; round < 2100; round += 1) void driver.set(['root'], `key ${round % 3}`, round);
  await driver.set(['root'], 'last', true);
  await driver.close();
  const long = readFileSync(join(folder, FILES[0])).length;
  const next = await open();
  expect(next.values(['root'])).toEqual({ 'key 0': 2097, 'key 1': 2098, 'key 2': 2099, last: true });
  expect(readFileSync(join(folder, FILES[0])).length).toBeLessThan(long / 10);
});
