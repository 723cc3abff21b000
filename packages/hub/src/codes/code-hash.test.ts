import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { SecretText } from '@nightlatch/model';
import { hashCode } from './code-hash.ts';

const HOUSE = { salt: Buffer.alloc(16, 1), pepper: Buffer.alloc(32, 2) };

test('hashes the same code to the same bytes, and depends on salt and pepper', async () => {
  const code = new SecretText('471100');
  const hash = (house: Partial<typeof HOUSE> = {}) => hashCode(code, { method: 'argon2id', ...HOUSE, ...house });
  expect(await hash()).toEqual(await hash());
  expect(await hash({ salt: Buffer.alloc(16, 3) })).not.toEqual(await hash());
  expect(await hash({ pepper: Buffer.alloc(32, 3) })).not.toEqual(await hash());
});

test('loads where Node has no argon2, hashes with scrypt, and says what an argon2 house needs', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const old = 'data:text/javascript,' + encodeURIComponent("export { createHmac, scrypt } from 'node:crypto'");
    registerHooks({ resolve: (name, context, next) =>
      name === 'node:crypto' && context.parentURL.endsWith('code-hash.ts') ? { url: old, shortCircuit: true } : next(name, context) });
    const { bestMethod, hashCode } = await import(${JSON.stringify(new URL('code-hash.ts', import.meta.url).href)});
    const code = { reveal: () => '471100' };
    const house = { salt: Buffer.alloc(16, 1), pepper: Buffer.alloc(32, 2) };
    const hash = await hashCode(code, { method: bestMethod(), ...house });
    const refusal = await hashCode(code, { method: 'argon2id', ...house }).catch((error) => error.code);
    console.log(bestMethod(), hash.length, refusal);`;
  const options = ['--conditions=source', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  expect(execFileSync(process.execPath, options, { encoding: 'utf8' }).trim()).toBe('scrypt 32 hash-unavailable');
});
