import { boxesOf, recording } from './recorded-picture.ts';

/** A payload with the 12 bytes of an RTP header and what wraps it still fits into one datagram anywhere. */
const MAX_PAYLOAD = 1200;
const SLICE = 1;
const KEYFRAME = 5;
const FRAGMENT = 28;

/** What one RTP packet carries, and whether a picture is whole with it. @see RFC 6184 */
export interface H264Payload {
  readonly payload: Uint8Array;
  readonly isLast: boolean;
}

/** The recorded picture as pictures of RTP payloads, a keyframe with its parameters first. */
export function recordedPictures(): readonly (readonly H264Payload[])[] {
  const { header, seconds } = recording();
  const parameters = parameterSets(header);
  return seconds.flatMap(({ mdat }) => picturesOf(unitsOf(mdat.subarray(8)), parameters));
}

/** Units of an MP4 have their length before them, in four bytes. @see ISO/IEC 14496-15, 5.3 */
function unitsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = view.getUint32(at);
    units.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return units;
}

/** Each picture of the recording is one slice. */
function picturesOf(units: readonly Uint8Array[], parameters: readonly Uint8Array[]): readonly H264Payload[][] {
  return units
    .filter((unit) => kindOf(unit) === SLICE || kindOf(unit) === KEYFRAME)
    .map((unit) => {
      const whole = kindOf(unit) === KEYFRAME ? [...parameters, unit] : [unit];
      return whole.flatMap((it, index) => cut(it, index === whole.length - 1));
    });
}

/** Cuts a unit that is too long into fragments. @see RFC 6184, 5.8 */
function cut(unit: Uint8Array, endsPicture: boolean): readonly H264Payload[] {
  if (unit.length <= MAX_PAYLOAD) return [{ payload: unit, isLast: endsPicture }];
  const [first = 0] = unit;
  const body = unit.subarray(1);
  const pieces: H264Payload[] = [];
  for (let at = 0; at < body.length; at += MAX_PAYLOAD - 2) {
    const isEnd = at + MAX_PAYLOAD - 2 >= body.length;
    const marks = (at === 0 ? 0x80 : 0) | (isEnd ? 0x40 : 0) | (first & 0x1f);
    const payload = Buffer.concat([
      new Uint8Array([(first & 0xe0) | FRAGMENT, marks]),
      body.subarray(at, at + MAX_PAYLOAD - 2),
    ]);
    pieces.push({ payload, isLast: endsPicture && isEnd });
  }
  return pieces;
}

/** The picture's parameters out of `avcC`: one sequence and one picture set. @see ISO/IEC 14496-15, 5.3.3.1 */
function parameterSets(header: Uint8Array): readonly Uint8Array[] {
  const moov = boxesOf(header).find(({ type }) => type === 'moov')?.bytes ?? header;
  const bytes = Buffer.from(moov);
  const at = bytes.indexOf('avcC') + 4;
  const sequence = bytes.readUInt16BE(at + 6);
  const picture = bytes.readUInt16BE(at + 8 + sequence + 1);
  return [
    bytes.subarray(at + 8, at + 8 + sequence),
    bytes.subarray(at + 8 + sequence + 3, at + 8 + sequence + 3 + picture),
  ];
}

function kindOf([first = 0]: Uint8Array): number {
  return first & 0x1f;
}
