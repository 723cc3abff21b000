import type { SecretText } from './secret-text.ts';

/**
 * Why a camera does not do what was asked.
 *
 * `unavailable`: it cannot be reached now. `private`: somebody drew the curtain. `busy`: as many look as it can serve.
 * `unsupported`: it never can. `bad-request`: what was handed over (a description, a candidate, a number) makes no sense.
 * `ended`: the session is over. `failed`: it was tried and did not work.
 */
export type MediaRefusal = 'unavailable' | 'private' | 'busy' | 'unsupported' | 'bad-request' | 'ended' | 'failed';

/** What was asked for, or the reason why not, and a sentence for people that names the camera and what helps. */
export type MediaResult<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly reason: MediaRefusal; readonly problem: string };

/** One side's half of an agreement on what is sent and how. @see RFC 8829 (JSEP), RFC 8866 (SDP) */
export interface SessionDescription {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

/** A way in which one side may be reached. An empty `candidate` says that there are no more. @see RFC 8838, RFC 8839 */
export interface IceCandidate {
  /** As in SDP, without `a=`: `candidate:1 1 udp 2130706431 192.0.2.1 5004 typ host`. */
  readonly candidate: string;
  readonly sdpMid?: string;
  /** From 0. */
  readonly sdpMLineIndex?: number;
}

/** A server that helps two sides to find each other or relays between them. @see RFC 8489 (STUN), RFC 8656 (TURN) */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: SecretText;
}

/** What a viewer asks of a live session. */
export interface LiveRequest {
  /** The viewer's offer; without it the camera makes one. */
  readonly offer?: string;
  /** No more than this is sent; each that is left out has no limit. Frames a second, kilobits a second. */
  readonly limits?: {
    readonly maxWidth?: number;
    readonly maxHeight?: number;
    readonly maxFrameRate?: number;
    readonly maxBitRate?: number;
  };
  /** Whether the place is heard, where it has a microphone; true by default. */
  readonly audio?: boolean;
  /** Whether the viewer may speak, where there is a loudspeaker; false by default. */
  readonly talkBack?: boolean;
  /** None by default: both sides are at home. */
  readonly iceServers?: readonly IceServer[];
  /** Hides the addresses of both sides from each other: everything goes through a relay. */
  readonly relayOnly?: boolean;
}

/** Why a session ended: the media stopped reaching the viewer, the camera went, the curtain fell, or the hub stops. */
export type MediaEnd = 'lost' | 'unavailable' | 'private' | 'stopped';

/**
 * Who looks, as the camera calls back.
 *
 * Handed over when the session is opened, so that no call can come before somebody listens; calls may come before
 * `open` has resolved.
 */
export interface MediaViewer {
  /** A further way to reach the camera. What was known when a description was made stands in it already. */
  candidate(candidate: IceCandidate): void;
  /** It is over, and nothing follows. Called once, and not when the viewer ended it. */
  ended(reason: MediaEnd): void;
}

/** One viewer's live picture. It ends with `end`, or by itself when nobody connects or answers any more. */
export interface MediaSession {
  /** The camera's side: the answer to the viewer's offer, or an offer. The newest after `negotiate`. */
  readonly description: SessionDescription;
  /** Takes the viewer's answer, or a further offer of the viewer's, after which `description` is the answer to that. */
  negotiate(description: SessionDescription): Promise<MediaResult<object>>;
  /** Takes a way to reach the viewer. They may come in any number and before the answer. */
  candidate(candidate: IceCandidate): Promise<MediaResult<object>>;
  /** Stops. Again is nothing. */
  end(): Promise<void>;
}
