import type { Behavior } from '@matter/main';
import type { WebRtcTransportDefinitions as Rtc } from '@matter/main/clusters/web-rtc-transport-definitions';
import type { WebRtcTransportProvider as Provider } from '@matter/main/clusters/web-rtc-transport-provider';
import type { IceCandidate, LiveRequest } from '@nightlatch/model';
import { SecretText } from '@nightlatch/model';
import { LIVE_VIEW, refuse } from './camera-words.ts';
import type { CameraRefusal } from './camera-words.ts';
import type { CameraBook } from './camera-book.ts';
import type { Cameras } from './cameras.ts';
import type { Peer } from './live-desk.ts';
import type { StreamWish } from './chosen-streams.ts';
import { chosenStreams } from './chosen-streams.ts';
import { throwCameraRefusal } from './throw-refusal.ts';

/** An exchange is over soon after its answer was acknowledged; if it is never, an app is told all the same. */
const ANSWERED_WITHIN_MS = 2000;

/**
 * Makes the server through which apps look: it carries descriptions between them and the camera's live sessions.
 *
 * An app learns its session's number by our answer to its command, so nothing of the session may reach it earlier: our
 * own commands to it begin when the exchange of that answer is over.
 *
 * @see Matter 1.6, Application Clusters, §11.5
 */
export function transportServer(cameras: Cameras): Behavior.Type {
  const { matter, cameras: module, clock } = cameras.parts;

  return class HomeTransportServer extends module.WebRtcTransportProviderServer {
    /** The attributes are the book's to write: a command that held them meanwhile would wait for itself. */
    static override readonly lockOnInvoke = false;

    override initialize(): void {
      const { endpoint } = this;
      this.reactTo(this.env.get(module.FabricManager).events.deleted, async ({ fabricIndex }) => {
        await cameras.bookOf(endpoint).desk.endFabric(fabricIndex);
      });
    }

    override async solicitOffer(request: Provider.SolicitOfferRequest): Promise<Provider.SolicitOfferResponse> {
      const { id, streams } = await this.#open(request, request.streamUsage, request.originatingEndpointId);
      return { webRtcSessionId: id, deferredOffer: false, ...streams };
    }

    override async provideOffer(request: Provider.ProvideOfferRequest): Promise<Provider.ProvideOfferResponse> {
      const { webRtcSessionId, sdp, streamUsage, originatingEndpointId } = request;
      if (webRtcSessionId !== null) {
        const { desk } = this.#book;
        this.#grant(await desk.reoffer(this.#peer, webRtcSessionId, sdp, this.#answered()));
        return { webRtcSessionId };
      }
      if (streamUsage === undefined || originatingEndpointId === undefined) {
        return throwCameraRefusal(matter, refuse('InvalidCommand', 'A new session needs a usage and an endpoint.'));
      }
      const { id, streams } = await this.#open(request, streamUsage, originatingEndpointId, sdp);
      return { webRtcSessionId: id, ...streams };
    }

    override async provideAnswer({ webRtcSessionId, sdp }: Provider.ProvideAnswerRequest): Promise<void> {
      this.#grant(await this.#book.desk.answer(this.#peer, webRtcSessionId, sdp));
    }

    override async provideIceCandidates(request: Provider.ProvideIceCandidatesRequest): Promise<void> {
      const candidates = request.iceCandidates.map(candidateOf);
      this.#grant(await this.#book.desk.candidates(this.#peer, request.webRtcSessionId, candidates));
    }

    override async endSession({ webRtcSessionId }: Provider.EndSessionRequest): Promise<void> {
      this.#grant(await this.#book.desk.end(this.#peer, webRtcSessionId));
      await this.#book.written();
    }

    override async [Symbol.asyncDispose](): Promise<void> {
      await cameras.close(this.endpoint);
      await super[Symbol.asyncDispose]?.();
    }

    async #open(request: StreamWish & IceWish, streamUsage: number, endpoint: number, offer?: string) {
      const book = this.#book;
      if (streamUsage !== LIVE_VIEW) {
        return throwCameraRefusal(matter, refuse('DynamicConstraintError', 'Only live view is offered.'));
      }
      const chosen = chosenStreams(request, book.table, book.source?.capabilities);
      if (!chosen.ok) return throwCameraRefusal(matter, chosen);
      book.table = chosen.table;
      const { video, audio } = chosen;
      const opened = await book.desk.open(
        { peer: { ...this.#peer, endpoint }, streamUsage: LIVE_VIEW, video, audio },
        {
          ...iceOf(request),
          ...this.#wishOf(book, chosen),
          ...(offer === undefined ? {} : { offer }),
        },
        this.#answered(),
      );
      if (!opened.ok) return throwCameraRefusal(matter, opened);
      await book.written();
      // Said only to apps of the revision that asked for single streams.
      const streams = {
        ...(request.videoStreamId === undefined ? {} : { videoStreamId: video[0] ?? null }),
        ...(request.audioStreamId === undefined ? {} : { audioStreamId: audio[0] ?? null }),
      };
      return { id: opened.id, streams };
    }

    #wishOf(
      { source, table }: CameraBook,
      { video, audio }: { video: readonly number[]; audio: readonly number[] },
    ): LiveRequest {
      const agreed = table.video.find(({ videoStreamId }) => videoStreamId === video[0]);
      return {
        audio: audio.length > 0,
        talkBack: audio.length > 0 && (source?.capabilities.talkBack.length ?? 0) > 0,
        ...(agreed
          ? {
              limits: {
                maxWidth: agreed.maxResolution.width,
                maxHeight: agreed.maxResolution.height,
                maxFrameRate: agreed.maxFrameRate,
                maxBitRate: Math.max(1, Math.floor(agreed.maxBitRate / 1000)),
              },
            }
          : {}),
      };
    }

    get #book(): CameraBook {
      return cameras.bookOf(this.endpoint);
    }

    /** Who asks: whatever a payload says, it is the node of the secure session. */
    get #peer(): Omit<Peer, 'endpoint'> {
      const { fabric, session } = this.context as { fabric?: number; session?: { peerNodeId?: bigint } };
      return { fabric: fabric ?? 0, node: session?.peerNodeId ?? 0n };
    }

    #answered(): Promise<void> {
      const { exchange } = this.context as { exchange?: { closed: { once(listener: () => void): void } } };
      return new Promise((resolve) => {
        const timer = clock.after(ANSWERED_WITHIN_MS, resolve);
        exchange?.closed.once(() => {
          timer.cancel();
          resolve();
        });
      });
    }

    #grant(granted: { readonly ok: true } | CameraRefusal): void {
      if (!granted.ok) throwCameraRefusal(matter, granted);
    }
  };
}

function candidateOf({ candidate, sdpMid, sdpmLineIndex }: Rtc.IceCandidate): IceCandidate {
  return {
    candidate,
    ...(sdpMid === null ? {} : { sdpMid }),
    ...(sdpmLineIndex === null ? {} : { sdpMLineIndex: sdpmLineIndex }),
  };
}

type IceWish = Pick<Provider.SolicitOfferRequest, 'iceServers' | 'iceTransportPolicy'>;

function iceOf({ iceServers = [], iceTransportPolicy }: IceWish): LiveRequest {
  return {
    ...(iceServers.length > 0
      ? {
          iceServers: iceServers.map(({ urLs, username, credential }) => ({
            urls: urLs,
            ...(username === undefined ? {} : { username }),
            ...(credential === undefined ? {} : { credential: new SecretText(credential) }),
          })),
        }
      : {}),
    ...(iceTransportPolicy === 'relay' ? { relayOnly: true } : {}),
  };
}
