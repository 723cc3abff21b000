import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { inFolder } from '../test/folder.ts';
import { backup, restore } from './backup.ts';
import { readAnchors } from './journal/anchor-file.ts';
import { verifyJournal } from './journal/verify/verify-journal.ts';
import { WrittenJournal } from '../test/written-journal.ts';
import { openCodes } from './codes/open-codes.ts';

test('brings codes, keys and configuration back into an empty folder', () =>
  inFolder(async (folder) => {
    const house = join(folder, 'house');
    const codes = openCodes(house);
    await codes.add('Ana', new SecretText('471100'));
    codes.close();
    const config = join(folder, 'house.yaml');
    writeFileSync(config, 'version: 1\n');
    const file = join(folder, 'house.backup');
    backup(house, file, [config]);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const second = join(folder, 'second');
    const { configFiles } = restore(file, second);
    expect(configFiles.map((path) => readFileSync(path, 'utf8'))).toEqual(['version: 1\n']);
    const restored = openCodes(second);
    expect(await restored.verify(new SecretText('471100'))).toMatchObject({ user: 'Ana', duress: false });
    restored.close();
  }));

test('says of a restored journal that it was, and from where on', () =>
  inFolder(async (folder) => {
    const journal = new WrittenJournal(folder).write(60);
    await journal.keepAnchor(1);
    backup(folder, join(folder, 'house.backup'));
    const younger = { at: 2, anchor: journal.write(10).anchor() };
    journal.close();
    const second = join(folder, 'second');
    restore(join(folder, 'house.backup'), second);
    expect(verifyJournal(second)).toMatchObject({ findings: [], entries: 60, restored: { n: 60 } });
    expect(verifyJournal(second, [younger])).toMatchObject({ findings: [{ what: 'cut', n: 61, to: 70 }] });
    expect(verifyJournal(second, readAnchors(folder))).toMatchObject({ findings: [], anchors: { agreed: 1 } });
  }));

test('refuses to restore over a house, from a damaged file, or to overwrite a backup', () =>
  inFolder((folder) => {
    const house = join(folder, 'house');
    openCodes(house).close();
    const file = join(folder, 'house.backup');
    backup(house, file);
    expect(() => backup(house, file)).toThrow('exists already');
    expect(() => restore(file, house)).toThrow('holds a house already');
    writeFileSync(file, readFileSync(file).subarray(0, 5000));
    expect(() => restore(file, join(folder, 'third'))).toThrow('is not a Nightlatch backup');
  }));
