import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { hmacSha256 } from './hmac.ts';

test.each([0, 1, 32, 64, 65, 200])('is HMAC-SHA256 as everyone computes it, with a key of %d bytes', (bytes) => {
  const key = randomBytes(bytes);
  for (const text of ['', 'a', 'naïve 🚪'.repeat(200)]) {
    const before = randomBytes(32);
    const expected = createHmac('sha256', key).update(before).update(text).digest();
    expect(hmacSha256(key, before, text)).toEqual(expected);
    expect(hmacSha256(key, before, text)).toEqual(expected);
  }
});
