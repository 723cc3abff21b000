import { expect, test } from '@jest/globals';
import { MOCK_CAPABILITIES } from '@nightlatch/testing';
import { chosenStreams } from './chosen-streams.ts';
import type { StreamTable } from './stream-table.ts';
import { MAX_STREAMS, NO_STREAMS, allocateAudio, allocateVideo, deallocate } from './stream-table.ts';

const SIZE = { width: 640, height: 360 };
const VIDEO = {
  streamUsage: 3,
  videoCodec: 0,
  minFrameRate: 1,
  maxFrameRate: 15,
  minResolution: SIZE,
  maxResolution: SIZE,
  minBitRate: 1,
  maxBitRate: 500_000,
  keyFrameInterval: 4000,
};

function allocated(table: StreamTable, request = VIDEO): { id: number; table: StreamTable } {
  const done = allocateVideo(table, request, MOCK_CAPABILITIES);
  if (!done.ok) throw new Error(done.problem);
  return done;
}

test('apps that agree on the same share a stream; others have their own, and its number is not given anew', () => {
  const first = allocated(NO_STREAMS);
  expect(allocated(first.table)).toEqual(first);
  const second = allocated(first.table, { ...VIDEO, maxFrameRate: 5 });
  expect([first.id, second.id]).toEqual([1, 2]);
  const done = deallocate(second.table, 'video', 1, false);
  expect(done.ok && allocated(done.table, { ...VIDEO, maxFrameRate: 3 }).id).toBe(3);
});

test('there is an end to what apps can allocate', () => {
  let table = NO_STREAMS;
  for (let rate = 1; rate <= MAX_STREAMS; rate += 1) ({ table } = allocated(table, { ...VIDEO, maxFrameRate: rate }));
  expect(allocateVideo(table, { ...VIDEO, maxFrameRate: 99 }, MOCK_CAPABILITIES)).toMatchObject({
    status: 'ResourceExhausted',
  });
});

test.each([
  [{ videoCodec: 1 }, 'DynamicConstraintError'],
  [{ minFrameRate: 60 }, 'DynamicConstraintError'],
  [{ minBitRate: 9_000_000 }, 'DynamicConstraintError'],
  [{ streamUsage: 1 }, 'InvalidInState'],
])('a picture that the camera has not is refused: %j', (wish, status) => {
  expect(allocateVideo(NO_STREAMS, { ...VIDEO, ...wish }, MOCK_CAPABILITIES)).toMatchObject({ ok: false, status });
});

test('where the choice is ours, an allocated stream comes first, and a silent camera gives its picture', () => {
  const { table } = allocated(NO_STREAMS);
  const wish = { videoStreamId: null, audioStreamId: null };
  expect(chosenStreams(wish, table, MOCK_CAPABILITIES)).toMatchObject({ video: [1], audio: [1] });
  const silent = { ...MOCK_CAPABILITIES, audio: [] };
  expect(chosenStreams(wish, NO_STREAMS, silent)).toMatchObject({ ok: true, video: [1], audio: [] });
  const sound = { streamUsage: 3, audioCodec: 0, channelCount: 1, sampleRate: 48_000, bitRate: 1, bitDepth: 16 };
  expect(allocateAudio(NO_STREAMS, sound, silent)).toMatchObject({ status: 'DynamicConstraintError' });
});
