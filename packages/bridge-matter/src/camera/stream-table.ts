import type { MediaCapabilities, PictureSize } from '@nightlatch/model';
import type { CameraRefusal } from './camera-words.ts';
import { AUDIO_CODECS, JPEG, LIVE_VIEW, VIDEO_CODECS, refuse } from './camera-words.ts';

/** `VideoStreamStruct`; rates in bits a second. */
export interface VideoStream {
  readonly videoStreamId: number;
  readonly streamUsage: number;
  readonly videoCodec: number;
  readonly minFrameRate: number;
  readonly maxFrameRate: number;
  readonly minResolution: PictureSize;
  readonly maxResolution: PictureSize;
  readonly minBitRate: number;
  readonly maxBitRate: number;
  readonly keyFrameInterval: number;
}

/** `AudioStreamStruct` */
export interface AudioStream {
  readonly audioStreamId: number;
  readonly streamUsage: number;
  readonly audioCodec: number;
  readonly channelCount: number;
  readonly sampleRate: number;
  readonly bitRate: number;
  readonly bitDepth: number;
}

/** `SnapshotStreamStruct` */
export interface SnapshotStream {
  readonly snapshotStreamId: number;
  readonly imageCodec: number;
  readonly frameRate: number;
  readonly minResolution: PictureSize;
  readonly maxResolution: PictureSize;
  readonly quality: number;
  readonly encodedPixels: boolean;
  readonly hardwareEncoder: boolean;
}

/**
 * What apps have agreed with a camera: limits of a picture or a sound, by number. Nothing flows by it alone.
 *
 * Apps that agree on the same share one stream. It stays until somebody gives it back, or the bridge starts anew.
 */
export interface StreamTable {
  readonly video: readonly VideoStream[];
  readonly audio: readonly AudioStream[];
  readonly snapshot: readonly SnapshotStream[];
}

export type StreamKind = keyof StreamTable;

export const NO_STREAMS: StreamTable = { video: [], audio: [], snapshot: [] };

/** Streams of a kind: an app that allocates and never gives back fills no memory. */
export const MAX_STREAMS = 8;

/** The stream's number and the table that holds it, or why there is none. */
export type Allocated = { readonly ok: true; readonly id: number; readonly table: StreamTable } | CameraRefusal;

/** @see Matter 1.6, Application Clusters, §11.2.8.4 */
export function allocateVideo(
  table: StreamTable,
  request: Omit<VideoStream, 'videoStreamId'>,
  capabilities: MediaCapabilities,
): Allocated {
  if (request.streamUsage !== LIVE_VIEW) return refuse('InvalidInState', 'Only live view is offered.');
  const isGiven = capabilities.video.some(
    (format) =>
      VIDEO_CODECS[format.codec] === request.videoCodec &&
      isWithin(request.minResolution, format) &&
      format.frameRate >= request.minFrameRate &&
      format.bitRate * 1000 >= request.minBitRate,
  );
  if (!isGiven) return refuse('DynamicConstraintError', 'The camera has no such picture.');
  return add(table, 'video', (videoStreamId) => videoOf({ ...request, videoStreamId }));
}

/** @see Matter 1.6, Application Clusters, §11.2.8.1 */
export function allocateAudio(
  table: StreamTable,
  request: Omit<AudioStream, 'audioStreamId'>,
  capabilities: MediaCapabilities,
): Allocated {
  if (request.streamUsage !== LIVE_VIEW) return refuse('InvalidInState', 'Only live view is offered.');
  const isGiven = capabilities.audio.some((codec) => AUDIO_CODECS[codec] === request.audioCodec);
  if (!isGiven) return refuse('DynamicConstraintError', 'The camera has no such sound.');
  return add(table, 'audio', (audioStreamId) => audioOf({ ...request, audioStreamId }));
}

/** @see Matter 1.6, Application Clusters, §11.2.8.8 */
export function allocateSnapshot(
  table: StreamTable,
  request: Pick<SnapshotStream, 'imageCodec' | 'minResolution' | 'maxResolution' | 'quality'> & {
    readonly maxFrameRate: number;
  },
  capabilities: MediaCapabilities,
): Allocated {
  const { imageCodec, maxFrameRate, minResolution } = request;
  const isGiven = imageCodec === JPEG && isWithin(minResolution, capabilities.snapshot);
  if (!isGiven) return refuse('DynamicConstraintError', 'The camera has no such snapshot.');
  return add(table, 'snapshot', (snapshotStreamId) =>
    snapshotOf({ ...request, snapshotStreamId, frameRate: maxFrameRate, encodedPixels: false, hardwareEncoder: false }),
  );
}

/** Gives a stream back. One that a session uses stays. */
export function deallocate(
  table: StreamTable,
  kind: StreamKind,
  id: number,
  isUsed: boolean,
): { readonly ok: true; readonly table: StreamTable } | CameraRefusal {
  if (!has(table, kind, id)) return refuse('NotFound', `There is no ${kind} stream ${id}.`);
  if (isUsed) return refuse('InvalidInState', `Somebody looks at ${kind} stream ${id}.`);
  const rest = table[kind].filter((stream) => idOf(stream) !== id);
  return { ok: true, table: { ...table, [kind]: rest } };
}

export function has(table: StreamTable, kind: StreamKind, id: number): boolean {
  return table[kind].some((stream) => idOf(stream) === id);
}

function add(table: StreamTable, kind: StreamKind, make: (id: number) => StreamTable[StreamKind][number]): Allocated {
  const streams = table[kind];
  const same = streams.find((stream) => JSON.stringify(stream) === JSON.stringify(make(idOf(stream))));
  if (same) return { ok: true, id: idOf(same), table };
  if (streams.length >= MAX_STREAMS) return refuse('ResourceExhausted', `There are ${MAX_STREAMS} ${kind} streams.`);
  const id = Math.max(0, ...streams.map(idOf)) + 1;
  return { ok: true, id, table: { ...table, [kind]: [...streams, make(id)] } };
}

function idOf(stream: StreamTable[StreamKind][number]): number {
  if ('videoStreamId' in stream) return stream.videoStreamId;
  return 'audioStreamId' in stream ? stream.audioStreamId : stream.snapshotStreamId;
}

/** The fields of a stream, without what else an app wishes for. */
function videoOf(from: VideoStream): VideoStream {
  const { videoStreamId, streamUsage, videoCodec, minFrameRate, maxFrameRate } = from;
  const { minBitRate, maxBitRate, keyFrameInterval } = from;
  const minResolution = sizeOf(from.minResolution);
  const maxResolution = sizeOf(from.maxResolution);
  return {
    videoStreamId,
    streamUsage,
    videoCodec,
    minFrameRate,
    maxFrameRate,
    minResolution,
    maxResolution,
    minBitRate,
    maxBitRate,
    keyFrameInterval,
  };
}

function audioOf(from: AudioStream): AudioStream {
  const { audioStreamId, streamUsage, audioCodec, channelCount, sampleRate, bitRate, bitDepth } = from;
  return { audioStreamId, streamUsage, audioCodec, channelCount, sampleRate, bitRate, bitDepth };
}

function snapshotOf(from: SnapshotStream): SnapshotStream {
  const { snapshotStreamId, imageCodec, frameRate, quality, encodedPixels, hardwareEncoder } = from;
  const minResolution = sizeOf(from.minResolution);
  const maxResolution = sizeOf(from.maxResolution);
  return {
    snapshotStreamId,
    imageCodec,
    frameRate,
    minResolution,
    maxResolution,
    quality,
    encodedPixels,
    hardwareEncoder,
  };
}

function sizeOf({ width, height }: PictureSize): PictureSize {
  return { width, height };
}

function isWithin(size: PictureSize, whole: PictureSize): boolean {
  return size.width <= whole.width && size.height <= whole.height;
}
