import type {
  IceCandidate,
  LiveRequest,
  MediaCapabilities,
  MediaRefusal,
  MediaResult,
  MediaSession,
  MediaViewer,
  SessionDescription,
} from '@nightlatch/model';
import { answerTo, isDescription, offerOf } from './session-sdp.ts';

/** Makes live sessions of a mock camera: of descriptions only, or with media behind them. */
export type LiveMaker = (
  request: LiveRequest,
  viewer: MediaViewer,
  capabilities: MediaCapabilities,
) => Promise<MediaResult<{ readonly session: MediaSession }>>;

/** Writes a refusal; `problem` says what a person would read. */
export function refused(reason: MediaRefusal, problem: string): { ok: false; reason: MediaRefusal; problem: string } {
  return { ok: false, reason, problem };
}

const ENDED = refused('ended', 'The live picture is over: open it again.');
const NOT_SDP = refused('bad-request', 'This is no session description that holds a picture and a fingerprint.');

/**
 * Opens sessions that say everything and send nothing: real descriptions, for tests of what is said.
 *
 * @see weriftMedia, for sessions in which pictures flow
 */
export const descriptionsOnly: LiveMaker = async ({ offer, audio = true, talkBack = false }, _viewer, capabilities) => {
  const wish = { audio, talkBack };
  const sdp = offer === undefined ? offerOf(capabilities, wish) : answerTo(offer, capabilities, wish);
  if (sdp === undefined) return NOT_SDP;
  let description: SessionDescription = { type: offer === undefined ? 'offer' : 'answer', sdp };
  let isOver = false;
  const session: MediaSession = {
    get description() {
      return description;
    },
    negotiate: async (theirs) => {
      if (isOver) return ENDED;
      if (theirs.type === 'answer') return isDescription(theirs.sdp) ? { ok: true } : NOT_SDP;
      const answer = answerTo(theirs.sdp, capabilities, wish);
      if (answer === undefined) return NOT_SDP;
      description = { type: 'answer', sdp: answer };
      return { ok: true };
    },
    candidate: async (candidate) => (isOver ? ENDED : judge(candidate)),
    end: async () => {
      isOver = true;
    },
  };
  return { ok: true, session };
};

function judge({ candidate }: IceCandidate): MediaResult<object> {
  if (candidate === '' || candidate.startsWith('candidate:')) return { ok: true };
  return refused('bad-request', `"${candidate}" is no way to reach anybody.`);
}
