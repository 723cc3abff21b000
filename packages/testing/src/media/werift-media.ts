import type {
  Clock,
  IceCandidate,
  MediaResult,
  MediaSession,
  MediaViewer,
  SessionDescription,
} from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';
import type * as Werift from 'werift';
import { recordedPictures } from './h264-packets.ts';
import type { LiveMaker } from './mock-session.ts';
import { refused } from './mock-session.ts';
import { isDescription } from './session-sdp.ts';

export interface WeriftMediaOptions {
  /** Addresses of this machine to be reached at beside those that it finds: `127.0.0.1` for tests on one machine. */
  readonly addresses?: readonly string[];
  readonly clock?: Clock;
}

const FRAME_MS = 1000 / 15;
/** Of the RTP clock of any video. @see RFC 6184, 5.1 */
const TICKS_PER_FRAME = 90_000 / 15;

/**
 * Opens sessions in which the recorded picture flows, H.264 over WebRTC, over and over.
 *
 * @param werift The module `werift` (MIT), which is installed beside this package by whoever wants real media.
 */
export function weriftMedia(werift: typeof Werift, options: WeriftMediaOptions = {}): LiveMaker {
  const { addresses = [], clock = systemClock } = options;
  return async ({ offer }, viewer) => {
    const peer = new werift.RTCPeerConnection({
      codecs: { video: [h264(werift)], audio: [] },
      ...(addresses.length > 0 ? { iceAdditionalHostAddresses: [...addresses] } : {}),
    });
    const track = new werift.MediaStreamTrack({ kind: 'video' });
    peer.addTransceiver(track, { direction: 'sendonly' });
    const session = new WeriftSession(werift, peer, viewer);
    peer.onIceCandidate.subscribe((candidate) => session.found(candidate));
    peer.connectionStateChange.subscribe((state) => {
      if (state === 'connected') session.play(track, clock);
      if (state === 'failed' || state === 'disconnected') session.lose();
    });
    const described = await session.describe(offer);
    if (!described.ok) await session.end();
    return described.ok ? { ok: true, session } : described;
  };
}

function h264({ RTCRtpCodecParameters }: typeof Werift): Werift.RTCRtpCodecParameters {
  return new RTCRtpCodecParameters({
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  });
}

class WeriftSession implements MediaSession {
  readonly #werift: typeof Werift;
  readonly #peer: Werift.RTCPeerConnection;
  readonly #viewer: MediaViewer;
  #isOver = false;
  #next: { cancel(): void } | undefined;

  constructor(werift: typeof Werift, peer: Werift.RTCPeerConnection, viewer: MediaViewer) {
    this.#werift = werift;
    this.#peer = peer;
    this.#viewer = viewer;
  }

  get description(): SessionDescription {
    const { type, sdp } = this.#peer.localDescription ?? { type: 'offer', sdp: '' };
    return { type: type === 'answer' ? 'answer' : 'offer', sdp };
  }

  /** Answers an offer, or makes one. */
  async describe(offer: string | undefined): Promise<MediaResult<object>> {
    // werift takes any text for a description that describes nothing.
    if (offer !== undefined && !isDescription(offer)) return refused('bad-request', 'The offer describes no session.');
    try {
      if (offer === undefined) {
        await this.#peer.setLocalDescription(await this.#peer.createOffer());
      } else {
        await this.#peer.setRemoteDescription({ type: 'offer', sdp: offer });
        await this.#peer.setLocalDescription(await this.#peer.createAnswer());
      }
      return { ok: true };
    } catch (error) {
      return refused('bad-request', `The description makes no sense: ${String(error)}`);
    }
  }

  async negotiate({ type, sdp }: SessionDescription): Promise<MediaResult<object>> {
    if (this.#isOver) return refused('ended', 'The live picture is over: open it again.');
    if (type === 'offer') return await this.describe(sdp);
    try {
      await this.#peer.setRemoteDescription({ type, sdp });
      return { ok: true };
    } catch (error) {
      return refused('bad-request', `The description makes no sense: ${String(error)}`);
    }
  }

  async candidate(candidate: IceCandidate): Promise<MediaResult<object>> {
    if (this.#isOver) return refused('ended', 'The live picture is over: open it again.');
    try {
      if (candidate.candidate !== '') await this.#peer.addIceCandidate({ ...candidate });
      return { ok: true };
    } catch (error) {
      return refused('bad-request', `The candidate makes no sense: ${String(error)}`);
    }
  }

  async end(): Promise<void> {
    this.#isOver = true;
    this.#next?.cancel();
    await this.#peer.close();
  }

  found(candidate: Werift.RTCIceCandidate | undefined): void {
    const { candidate: line = '', sdpMid, sdpMLineIndex } = candidate ?? {};
    this.#viewer.candidate({
      candidate: line,
      ...(sdpMid === undefined ? {} : { sdpMid }),
      ...(sdpMLineIndex === undefined ? {} : { sdpMLineIndex }),
    });
  }

  lose(): void {
    if (this.#isOver) return;
    void this.end();
    this.#viewer.ended('lost');
  }

  play(track: Werift.MediaStreamTrack, clock: Clock): void {
    const { RtpHeader, RtpPacket } = this.#werift;
    const pictures = recordedPictures();
    let sent = 0;
    let sequenceNumber = 0;
    const startedAt = clock.monotonic();
    const send = (): void => {
      if (this.#isOver) return;
      for (const { payload, isLast } of pictures[sent % pictures.length] ?? []) {
        const header = new RtpHeader({
          sequenceNumber: (sequenceNumber += 1) & 0xff_ff,
          timestamp: (sent * TICKS_PER_FRAME) >>> 0,
          payloadType: 96,
          marker: isLast,
        });
        track.writeRtp(new RtpPacket(header, Buffer.from(payload)));
      }
      sent += 1;
      this.#next = clock.after(Math.max(0, startedAt + sent * FRAME_MS - clock.monotonic()), send);
    };
    send();
  }
}
