import type { AudioCodec, MediaEnd, MediaRefusal, VideoCodec } from '@nightlatch/model';

/** Enumerations of the camera clusters, numbered by the Matter specification 1.6, Application Clusters, §11.2 to §11.6. */
export const LIVE_VIEW = 3;
export const JPEG = 0;
export const FULL_DUPLEX = 2;

/** What Matter has a number for. Sound of other codecs is not offered. */
export const VIDEO_CODECS: Readonly<Record<VideoCodec, number>> = { h264: 0, h265: 1 };
export const AUDIO_CODECS: Readonly<Partial<Record<AudioCodec, number>>> = { opus: 0, aac: 1 };

/** `WebRTCEndReasonEnum` of what ends a session that the app did not. */
export const END_REASONS: Readonly<Record<MediaEnd | 'unanswered', number>> = {
  unavailable: 5,
  unanswered: 6,
  lost: 9,
  private: 11,
  stopped: 12,
};

/** What goes wrong with a request, by the name that matter.js has for the status. */
export type CameraStatus =
  | 'NotFound'
  | 'InvalidInState'
  | 'InvalidCommand'
  | 'DynamicConstraintError'
  | 'ResourceExhausted'
  | 'Failure';

/** A request that is not granted: the status that the app gets, and why. */
export interface CameraRefusal {
  readonly ok: false;
  readonly status: CameraStatus;
  readonly problem: string;
}

export function refuse(status: CameraStatus, problem: string): CameraRefusal {
  return { ok: false, status, problem };
}

/** The status that says to an app what a camera said to us. */
export const STATUS_OF: Readonly<Record<MediaRefusal, CameraStatus>> = {
  unavailable: 'Failure',
  private: 'InvalidInState',
  busy: 'ResourceExhausted',
  unsupported: 'InvalidInState',
  'bad-request': 'DynamicConstraintError',
  ended: 'NotFound',
  failed: 'Failure',
};
