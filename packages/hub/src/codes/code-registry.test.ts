import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { inFolder } from '../../test/folder.ts';
import { openCodes } from './open-codes.ts';

const code = (digits: string): SecretText => new SecretText(digits);

test('knows whose code it is, and nobody behind a wrong one', () =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    await codes.add('Ana', code('471100'));
    await codes.add('Ana', code('471199'), { duress: true });
    expect(await codes.verify(code('471100'))).toEqual({ user: 'Ana', duress: false });
    expect(await codes.verify(code('471199'))).toEqual({ user: 'Ana', duress: true });
    expect(await codes.verify(code('000000'))).toEqual({ duress: false });
    codes.close();
  }));

test('keeps codes unique in the house', () =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    await codes.add('Ana', code('471100'));
    await expect(codes.add('Ben', code('471100'))).rejects.toThrow('The code for Ben cannot be used');
    await codes.add('Ana', code('471100'));
    codes.close();
  }));

test.each(['12', '12345678901234', '12a4', ''])('refuses "%s" as a code without repeating it', (text) =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    await expect(codes.add('Ana', code(text))).rejects.toThrow(
      /^The code for Ana must be 4 to 12 digits; 6 are advised\.$/,
    );
    codes.close();
  }),
);

test('opens the codes of a house without claiming it, for its hub may be starting', () =>
  inFolder((folder) => {
    openCodes(folder).close();
    const claim = join(folder, 'hub.lock');
    rmSync(claim);
    openCodes(folder).close();
    expect(existsSync(claim)).toBe(false);
  }));

test('a revoked code is a wrong one', () =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    await codes.add('Ana', code('471100'));
    expect(codes.remove('Ana')).toBe(true);
    expect(codes.remove('Ana')).toBe(false);
    expect(await codes.verify(code('471100'))).toEqual({ duress: false });
    expect(codes.list()).toEqual([]);
    codes.close();
  }));

test('leaves no trace of a code in any file of the house', () =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    await codes.add('Ana', code('8675309'));
    codes.close();
    for (const file of ['hub.db', 'keys.json'])
      expect(readFileSync(join(folder, file), 'latin1')).not.toContain('8675309');
  }));
