import { expect, test } from '@jest/globals';
import { readCameraRequest } from './read-camera-request.ts';

const SETTINGS = { action: 'snapshot', width: 640, before: 5, after: 10 } as const;

test.each([
  ['ring', { action: 'snapshot', maxWidth: 640 }],
  [undefined, { action: 'snapshot', maxWidth: 640 }],
  [{ ring: true }, { action: 'snapshot', maxWidth: 640 }],
  ['clip', { action: 'clip', beforeSeconds: 5, afterSeconds: 10 }],
  [{ action: 'snapshot', width: 0 }, { action: 'snapshot' }],
  [
    { action: 'clip', before: 0, after: 3 },
    { action: 'clip', beforeSeconds: 0, afterSeconds: 3 },
  ],
])('%j asks for %j', (payload, request) => {
  expect(readCameraRequest(payload, SETTINGS)).toEqual(request);
});

test.each([
  [{ action: 'film' }, /action must be snapshot or clip/],
  [{ action: 'snapshot', width: '640' }, /width must be a number/],
  [{ action: 'snapshot', width: -1 }, /width must be a number/],
  [{ action: 'clip', before: Number.NaN }, /before must be a number/],
  [{ action: 'clip', after: 301 }, /after must be a number from 0 to 300/],
])('%j is an error', (payload, text) => {
  expect(() => readCameraRequest(payload, SETTINGS)).toThrow(text);
});
