import type { AudioCodec, MediaCapabilities, MediaState } from '@nightlatch/model';
import type { ClusterStates } from '../plan/endpoint-plan.ts';
import { AUDIO_CODECS, FULL_DUPLEX, JPEG, LIVE_VIEW, VIDEO_CODECS } from './camera-words.ts';

/** What decides the clusters of a camera: while it stays, the endpoint stays. */
export interface CameraDress {
  readonly isDoorbell: boolean;
  /** Without live pictures it is a snapshot camera. */
  readonly isLive: boolean;
  readonly hasMicrophone: boolean;
  readonly hasSpeaker: boolean;
  readonly hasPrivacy: boolean;
}

export function dressOf(capabilities: MediaCapabilities, isDoorbell: boolean): CameraDress {
  const { video, audio, talkBack, privacy } = capabilities;
  const isLive = video.length > 0;
  const hasMicrophone = isLive && audio.some(isKnown);
  return {
    isDoorbell,
    isLive,
    hasMicrophone,
    hasSpeaker: hasMicrophone && talkBack.some(isKnown),
    hasPrivacy: privacy,
  };
}

/** Attributes that stay as they are while the endpoint lives: what the camera is able to do. */
export function fixedAttributes(capabilities: MediaCapabilities, dress: CameraDress): ClusterStates {
  const { video, audio, talkBack, snapshot, sessions } = capabilities;
  const [finest = { ...snapshot, frameRate: 1, bitRate: 1 }] = video;
  const { width, height, frameRate } = finest;
  return {
    cameraAvStreamManagement: {
      maxContentBufferSize: 1_000_000,
      // Bits a second, of all who look at once.
      maxNetworkBandwidth: Math.max(1, sessions) * finest.bitRate * 1000,
      supportedStreamUsages: [LIVE_VIEW],
      streamUsagePriorities: [LIVE_VIEW],
      maxConcurrentEncoders: Math.max(1, sessions),
      maxEncodedPixelRate: width * height * frameRate,
      snapshotCapabilities: [{ resolution: snapshot, maxFrameRate: 1, imageCodec: JPEG, requiresEncodedPixels: false }],
      allocatedSnapshotStreams: [],
      ...(dress.isLive
        ? {
            videoSensorParams: { sensorWidth: width, sensorHeight: height, maxFps: frameRate },
            minViewportResolution: { width, height },
            viewport: { x1: 0, y1: 0, x2: width, y2: height },
            currentFrameRate: frameRate,
            rateDistortionTradeOffPoints: video.map((format) => ({
              codec: VIDEO_CODECS[format.codec],
              resolution: { width: format.width, height: format.height },
              minBitRate: format.bitRate * 1000,
            })),
            allocatedVideoStreams: [],
          }
        : {}),
      ...(dress.hasMicrophone
        ? {
            microphoneCapabilities: soundOf(audio),
            microphoneMuted: false,
            microphoneVolumeLevel: 254,
            microphoneMinLevel: 0,
            microphoneMaxLevel: 254,
            allocatedAudioStreams: [],
          }
        : {}),
      ...(dress.hasSpeaker
        ? {
            speakerCapabilities: soundOf(talkBack),
            twoWayTalkSupport: FULL_DUPLEX,
            speakerMuted: false,
            speakerVolumeLevel: 254,
            speakerMinLevel: 0,
            speakerMaxLevel: 254,
          }
        : {}),
      ...(dress.hasPrivacy ? privacyOf(undefined) : {}),
    },
    ...(dress.isLive ? { webRtcTransportProvider: { currentSessions: [] } } : {}),
  };
}

/** Attributes that follow the camera. Apps know two curtains, one for looking and one for recording: ours is one. */
export function stateAttributes(state: MediaState, dress: CameraDress): ClusterStates {
  return dress.hasPrivacy ? { cameraAvStreamManagement: privacyOf(state) } : {};
}

export function privacyOf(state: MediaState | undefined) {
  const isOn = state?.private === true;
  return { softLivestreamPrivacyModeEnabled: isOn, softRecordingPrivacyModeEnabled: isOn };
}

function soundOf(codecs: readonly AudioCodec[]) {
  return {
    maxNumberOfChannels: 1,
    supportedCodecs: codecs.flatMap((codec) => AUDIO_CODECS[codec] ?? []),
    supportedSampleRates: [48_000],
    supportedBitDepths: [16],
  };
}

function isKnown(codec: AudioCodec): boolean {
  return AUDIO_CODECS[codec] !== undefined;
}
