import type { DeviceId } from './device.ts';
import type { MediaResult, MediaViewer, MediaSession, LiveRequest } from './media-session.ts';
import type { Listenable } from './ports.ts';

/** Pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export type VideoCodec = 'h264' | 'h265';
export type AudioCodec = 'opus' | 'aac' | 'pcmu' | 'pcma';

/** A stream of pictures that a camera can give. */
export interface VideoFormat extends PictureSize {
  readonly codec: VideoCodec;
  /** Pictures a second, at most. */
  readonly frameRate: number;
  /** Kilobits a second, at most. */
  readonly bitRate: number;
}

/** What a camera is able to do. It holds while the source stands in the directory; another is `changed`. */
export interface MediaCapabilities {
  /** What a live session may carry, the finest first; empty where there is no live picture, as on a battery camera. */
  readonly video: readonly VideoFormat[];
  /** What is heard of the place, the best first; empty without a microphone. */
  readonly audio: readonly AudioCodec[];
  /** What may be said at the place; empty without a loudspeaker. */
  readonly talkBack: readonly AudioCodec[];
  /** The largest snapshot. Each camera gives snapshots. */
  readonly snapshot: PictureSize;
  /** The longest clip in seconds before and after the moment of asking; absent where there are no clips. */
  readonly clip?: { readonly beforeSeconds: number; readonly afterSeconds: number };
  /** Live sessions at once. */
  readonly sessions: number;
  /** Whether `setPrivate` works. */
  readonly privacy: boolean;
}

/** How a camera is now. While it is not available or is private, everything that is asked of it is refused. */
export interface MediaState {
  readonly available: boolean;
  /** Somebody of the house drew the curtain: no picture and no sound leaves the camera. */
  readonly private: boolean;
}

/** A JPEG. `at` is when the picture was taken, epoch milliseconds: it may be older than the request. */
export interface Snapshot extends PictureSize {
  readonly jpeg: Uint8Array;
  readonly at: number;
}

/** An MP4 that plays from its first byte: fragmented, beginning with a keyframe. */
export interface Clip extends PictureSize {
  readonly mp4: Uint8Array;
  /** When its first picture was taken, epoch milliseconds: up to a keyframe interval earlier than asked for. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/**
 * A camera, as the media hub offers it to bridges and flows.
 *
 * One connection to the camera serves all who look, so asking is cheap. Nothing here rejects for what a camera does or
 * fails to do: a refusal is a value that says why and what helps.
 */
export interface MediaSource {
  /** The device that the camera belongs to: a doorbell's ring and its picture have one id. */
  readonly device: DeviceId;
  readonly capabilities: MediaCapabilities;
  /** Now. What was read once goes stale: the directory tells of changes. */
  readonly state: MediaState;
  /**
   * Gives a picture at most `maxWidth` pixels wide (as large as it can be by default) in the camera's own proportions.
   * @param request.maxAgeMs Takes a picture that is at most this old; by default what is at hand, at most one keyframe
   * interval old. A newer one costs decoding or, on a battery camera, waking it.
   */
  snapshot(request?: { readonly maxWidth?: number; readonly maxAgeMs?: number }): Promise<MediaResult<Snapshot>>;
  /**
   * Gives what happened from `beforeSeconds` before this call until `afterSeconds` after it; resolves once that is past.
   * What lies beyond the capabilities is cut off: `startedAt` and `durationMs` tell what it became.
   */
  clip(request: { readonly beforeSeconds: number; readonly afterSeconds: number }): Promise<MediaResult<Clip>>;
  /**
   * Opens a live session over WebRTC.
   *
   * With an `offer` the session's `description` is the answer to it; without one it is the camera's own offer, and the
   * viewer's answer is handed to `negotiate`. Media flows once both ends know both descriptions.
   */
  open(request: LiveRequest, viewer: MediaViewer): Promise<MediaResult<{ readonly session: MediaSession }>>;
  /** Draws the curtain or opens it: ends live sessions and refuses new ones, in every ecosystem at once. */
  setPrivate(on: boolean): Promise<MediaResult<object>>;
}

/** What changed in the directory; of a `changed` source the state or the capabilities. */
export interface MediaChange {
  readonly type: 'added' | 'changed' | 'removed';
  readonly device: DeviceId;
}

/** The cameras of a home: each from the start, whether or not it can be reached, as an app takes what is missing for removed. */
export interface MediaDirectory {
  /** By the device that each belongs to, one at most for a device. Live: read it, do not keep it. */
  readonly sources: ReadonlyMap<DeviceId, MediaSource>;
  readonly changes: Listenable<MediaChange>;
}
