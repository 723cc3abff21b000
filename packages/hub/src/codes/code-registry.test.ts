import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
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
    expect(await codes.verify(code('471100'))).toMatchObject({ user: 'Ana', duress: false });
    expect(await codes.verify(code('471199'))).toMatchObject({ user: 'Ana', duress: true });
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

test('knows a tag however the reader writes it, and not when its number is typed', () =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    await codes.add('Ana', code('04:a1:b2:c3'), { kind: 'tag', label: 'blue fob' });
    await codes.add('Ana', code('04112233'), { kind: 'tag' });
    expect(await codes.verify(code('+04A1B2C3'), 'tag')).toMatchObject({ user: 'Ana', credential: { kind: 'tag' } });
    expect(await codes.verify(code('04112233'), 'code')).toEqual({ duress: false });
    expect(codes.list().map(({ label }) => label)).toEqual(['blue fob', undefined]);
    await expect(codes.add('Ben', code('04-A1-B2-C3'), { kind: 'tag' })).rejects.toThrow(
      'The tag for Ben cannot be used',
    );
    await expect(codes.add('Ben', code('ü'), { kind: 'tag' })).rejects.toThrow(/^The tag for Ben must be/);
    codes.close();
  }));

test('a duress code keeps its distance from every code, and every code from it', () =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    await codes.add('Ana', code('471100'));
    for (const near of ['471099', '471101'])
      await expect(codes.add('Ben', code(near), { duress: true })).rejects.toThrow('cannot be used');
    await codes.add('Ben', code('471101'));
    await codes.add('Ana', code('000000'), { duress: true });
    await expect(codes.add('Ben', code('000001'))).rejects.toThrow('cannot be used');
    codes.close();
  }));

test('a code for a while stands beside the usual one, which a new usual one replaces', () =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    await codes.add('Ana', code('471100'));
    await codes.add('Ana', code('500500'), { until: 99, uses: 1 });
    await codes.add('Ana', code('881122'));
    expect(await codes.verify(code('471100'))).toEqual({ duress: false });
    expect(await codes.verify(code('881122'))).toMatchObject({ user: 'Ana' });
    const { credential } = await codes.verify(code('500500'));
    expect(credential).toEqual({ id: expect.any(String), kind: 'code', until: 99, uses: 1 });
    expect(codes.revoke(credential?.id ?? '')).toBe(true);
    expect(await codes.verify(code('500500'))).toEqual({ duress: false });
    codes.close();
  }));

test('somebody who is taken out goes with all their codes', () =>
  inFolder(async (folder) => {
    const codes = openCodes(folder);
    codes.putPerson({ name: 'Guest', can: ['disarm'], until: 5 });
    codes.putPerson({ name: 'Guest', can: ['arm'] });
    await codes.add('Guest', code('471100'));
    expect(codes.people()).toEqual([{ name: 'Guest', can: ['arm'] }]);
    expect(codes.removePerson('Guest')).toBe(true);
    expect(codes.removePerson('Guest')).toBe(false);
    expect([codes.people(), codes.list()]).toEqual([[], []]);
    codes.close();
  }));

test('codes of the first version of the database stay good', () =>
  inFolder(async (folder) => {
    cpSync(join(import.meta.dirname, '../../test/fixtures/v1'), folder, { recursive: true });
    const codes = openCodes(folder);
    expect(await codes.verify(code('271828'))).toMatchObject({ user: 'Ana', duress: false });
    expect(await codes.verify(code('314159'))).toMatchObject({ user: 'Ana', duress: true });
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
