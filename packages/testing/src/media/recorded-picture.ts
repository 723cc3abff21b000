import { readFileSync } from 'node:fs';
import type { Clip, PictureSize, Snapshot } from '@nightlatch/model';

/** A moving test picture that was recorded once: stills of it, and two seconds of H.264 at 15 pictures a second. */
const read = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../media/${name}`, import.meta.url)));

const STILLS: readonly PictureSize[] = [
  { width: 1280, height: 720 },
  { width: 640, height: 360 },
  { width: 320, height: 180 },
];
const CLIP_SIZE: PictureSize = { width: 640, height: 360 };
const SECOND_MS = 1000;

/** Gives the largest still at most `maxWidth` pixels wide; the smallest where none is. */
export function still(maxWidth: number, at: number): Snapshot {
  const size = STILLS.find(({ width }) => width <= maxWidth) ?? { width: 320, height: 180 };
  return { jpeg: read(`still-${size.width}.jpg`), ...size, at };
}

/** One box of an MP4, header and all. @see ISO/IEC 14496-12, 4.2 */
export interface Mp4Box {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Splits an MP4, or what is inside of a box, into boxes. */
export function boxesOf(bytes: Uint8Array): readonly Mp4Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Mp4Box[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    boxes.push({ type, bytes: bytes.subarray(at, at + size) });
    at += size;
  }
  return boxes;
}

/** The recorded MP4: what comes before any picture, and one fragment for each second, beginning with a keyframe. */
export interface Recording {
  readonly header: Uint8Array;
  readonly seconds: readonly { readonly moof: Uint8Array; readonly mdat: Uint8Array }[];
}

export function recording(): Recording {
  const boxes = boxesOf(read('clip.mp4'));
  const of = (type: string): Uint8Array[] => boxes.filter((box) => box.type === type).map(({ bytes }) => bytes);
  const mdats = of('mdat');
  return {
    header: Buffer.concat([...of('ftyp'), ...of('moov')]),
    seconds: of('moof').map((moof, index) => ({ moof, mdat: mdats[index] ?? new Uint8Array() })),
  };
}

/** Makes a clip of whole seconds, one at least: the recorded ones over and over, numbered and timed in one row. */
export function clipOf(seconds: number, startedAt: number): Clip {
  const { header, seconds: recorded } = recording();
  const count = Math.max(1, Math.ceil(seconds));
  const second = secondInTicks(recorded.map(({ moof }) => decodeTime(moof)));
  const parts = Array.from({ length: count }, (_, index) => {
    const { moof, mdat } = recorded[index % recorded.length] ?? { moof: new Uint8Array(), mdat: new Uint8Array() };
    return [renumbered(moof, index + 1, BigInt(index) * second), mdat];
  });
  const mp4 = new Uint8Array(Buffer.concat([header, ...parts.flat()]));
  return { mp4, ...CLIP_SIZE, startedAt, durationMs: count * SECOND_MS };
}

function secondInTicks([first = 0n, second = 0n]: readonly bigint[]): bigint {
  return second - first;
}

/** The `tfdt` in these files is of version 1: 64 bits, four after the box's type. */
function decodeTime(moof: Uint8Array): bigint {
  return Buffer.from(moof).readBigUInt64BE(Buffer.from(moof).indexOf('tfdt') + 8);
}

function renumbered(moof: Uint8Array, number: number, time: bigint): Uint8Array {
  const copy = Buffer.from(moof);
  copy.writeUInt32BE(number, copy.indexOf('mfhd') + 8);
  copy.writeBigUInt64BE(time, copy.indexOf('tfdt') + 8);
  return copy;
}
