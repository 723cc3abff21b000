import { expect, test } from '@jest/globals';
import { codeAdvice } from './code-advice.ts';

test.each(['', '4711', '12a456', '1234567890123', '111111', '123456', '654321', '890123', '098765'])(
  'does not take %j',
  (code) => {
    expect(codeAdvice(code).problem).toBeDefined();
  },
);

test.each(['121212', '471471', '240583', '112583', '830524', '19830524', '24051983', '477744'])(
  'warns of %j but takes it',
  (code) => {
    expect(codeAdvice(code).problem).toBeUndefined();
    expect(codeAdvice(code).hint).toBeDefined();
  },
);

test.each(['847392', '503947', '83026471'])('has nothing to say against %j', (code) => {
  expect(codeAdvice(code)).toEqual({});
});

test('never repeats a code', () => {
  for (const code of ['123456', '240583', '4711']) expect(JSON.stringify(codeAdvice(code))).not.toContain(code);
});
