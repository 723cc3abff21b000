import type { MediaCapabilities } from '@nightlatch/model';
import { AUDIO_CODECS, LIVE_VIEW, VIDEO_CODECS, refuse } from './camera-words.ts';
import type { CameraRefusal } from './camera-words.ts';
import type { Allocated, StreamTable } from './stream-table.ts';
import { allocateAudio, allocateVideo, has } from './stream-table.ts';

/** What a session is asked to carry: lists of streams, or single ones as the revision before this one had them. */
export interface StreamWish {
  readonly videoStreams?: readonly number[];
  readonly audioStreams?: readonly number[];
  /** `null` leaves the choice to us. */
  readonly videoStreamId?: number | null;
  readonly audioStreamId?: number | null;
}

export interface ChosenStreams {
  readonly ok: true;
  readonly video: readonly number[];
  readonly audio: readonly number[];
  readonly table: StreamTable;
}

/** What most cameras do, and what Matter advises. */
const KEYFRAME_MS = 4000;

/**
 * Chooses the streams of a session. Where the choice is ours, one that is allocated is taken before a new one.
 *
 * @see Matter 1.6, Application Clusters, §11.5.6.1, §11.5.6.3
 */
export function chosenStreams(
  wish: StreamWish,
  table: StreamTable,
  capabilities: MediaCapabilities | undefined,
): ChosenStreams | CameraRefusal {
  if (!capabilities) return refuse('Failure', 'The camera is not there.');
  const video = namedOf(wish.videoStreams, wish.videoStreamId);
  const audio = namedOf(wish.audioStreams, wish.audioStreamId);
  if (video === undefined && audio === undefined) {
    return refuse('InvalidCommand', 'A session needs a picture or a sound.');
  }
  const chosenVideo = choose('video', video, table, () => allocateVideo(table, usualVideo(capabilities), capabilities));
  if (!chosenVideo.ok) return chosenVideo;
  const soFar = chosenVideo.table;
  const hasSound = capabilities.audio.some((codec) => AUDIO_CODECS[codec] !== undefined);
  // A camera without a microphone gives its picture all the same, where the choice is ours.
  const sound = audio === 'ours' && !hasSound ? undefined : audio;
  const chosenAudio = choose('audio', sound, soFar, () => allocateAudio(soFar, usualAudio(capabilities), capabilities));
  if (!chosenAudio.ok) return chosenAudio;
  return { ok: true, video: chosenVideo.ids, audio: chosenAudio.ids, table: chosenAudio.table };
}

type Named = readonly number[] | 'ours' | undefined;

function namedOf(list: readonly number[] | undefined, single: number | null | undefined): Named {
  if (list !== undefined) return list;
  return single === undefined ? undefined : single === null ? 'ours' : [single];
}

function choose(
  kind: 'video' | 'audio',
  named: Named,
  table: StreamTable,
  allocate: () => Allocated,
): { readonly ok: true; readonly ids: readonly number[]; readonly table: StreamTable } | CameraRefusal {
  if (named === undefined) return { ok: true, ids: [], table };
  if (named === 'ours') {
    const [first] =
      kind === 'video' ? table.video.map((it) => it.videoStreamId) : table.audio.map((it) => it.audioStreamId);
    if (first !== undefined) return { ok: true, ids: [first], table };
    const allocated = allocate();
    return allocated.ok ? { ok: true, ids: [allocated.id], table: allocated.table } : allocated;
  }
  const missing = named.find((id) => !has(table, kind, id));
  if (missing !== undefined) return refuse('DynamicConstraintError', `There is no ${kind} stream ${missing}.`);
  return { ok: true, ids: named, table };
}

function usualVideo({ video: [finest], snapshot }: MediaCapabilities): Parameters<typeof allocateVideo>[1] {
  const { codec = 'h264', width = snapshot.width, height = snapshot.height, frameRate = 1, bitRate = 1 } = finest ?? {};
  const size = { width, height };
  return {
    streamUsage: LIVE_VIEW,
    videoCodec: VIDEO_CODECS[codec],
    minFrameRate: 1,
    maxFrameRate: frameRate,
    minResolution: size,
    maxResolution: size,
    minBitRate: 1,
    maxBitRate: bitRate * 1000,
    keyFrameInterval: KEYFRAME_MS,
  };
}

function usualAudio({ audio }: MediaCapabilities): Parameters<typeof allocateAudio>[1] {
  const codec = audio.map((it) => AUDIO_CODECS[it]).find((number) => number !== undefined);
  return {
    streamUsage: LIVE_VIEW,
    audioCodec: codec ?? -1,
    channelCount: 1,
    sampleRate: 48_000,
    bitRate: 32_000,
    bitDepth: 16,
  };
}
