import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { limitPackets } from './packet-limit.ts';

/** A packet with a body of so many zeros. */
function packet(bytes: number): Buffer {
  const length: number[] = [];
  for (let rest = bytes; length.length === 0 || rest > 0; rest = Math.floor(rest / 128)) {
    length.push((rest % 128) + (rest >= 128 ? 128 : 0));
  }
  return Buffer.concat([Buffer.from([0x30, ...length]), Buffer.alloc(bytes)]);
}

/** Reads chunks through a limit of 1,000 bytes. @returns What came through, and the size that did not. */
function through(chunks: readonly Buffer[]): { read: number; exceeded: number | undefined } {
  const stream = new PassThrough();
  let exceeded: number | undefined;
  limitPackets(
    stream,
    () => 1000,
    (bytes) => (exceeded = bytes),
  );
  let read = 0;
  for (const chunk of chunks) {
    stream.write(chunk);
    read += (stream.read() as Buffer | null)?.length ?? 0;
  }
  return { read, exceeded };
}

describe('limitPackets', () => {
  test('lets packets up to the limit through, however they are cut into chunks', () => {
    const stream = Buffer.concat([packet(0), packet(1000), packet(127), packet(128), packet(1000)]);
    for (const size of [1, 2, 3, 7, 500, stream.length]) {
      const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
        stream.subarray(index * size, (index + 1) * size),
      );
      expect(through(chunks)).toEqual({ read: stream.length, exceeded: undefined });
    }
  });

  test('ends the stream at the header of a packet that is too large', () => {
    expect(through([packet(5), packet(1001)])).toEqual({ read: packet(5).length, exceeded: 1001 });
    expect(through([Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f])])).toEqual({ read: 0, exceeded: 268_435_455 });
  });

  test('finds it behind a header that came byte by byte', () => {
    expect(through([...packet(1001)].map((byte) => Buffer.from([byte]))).exceeded).toBe(1001);
  });
});
