import { EventEmitter, once } from 'node:events';
import { Endpoint } from '@matter/main';
import type { ServerNode } from '@matter/main';
import { CameraAvStreamManagementClient } from '@matter/main/behaviors/camera-av-stream-management';
import { WebRtcTransportProviderClient } from '@matter/main/behaviors/web-rtc-transport-provider';
import { WebRtcTransportRequestorServer } from '@matter/main/behaviors/web-rtc-transport-requestor';
import type { WebRtcTransportProvider } from '@matter/main/clusters/web-rtc-transport-provider';
import { CameraControllerDevice } from '@matter/main/devices/camera-controller';
import type { ClientNode } from '@matter/main/node';
import { StreamUsage } from '@matter/main/types';

/** An offer to look, as browsers make it. */
export const OFFER = [
  'v=0',
  'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1',
  'a=fingerprint:sha-256 AA:BB:CC:DD',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:0123456789abcdef01234567',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 102',
  'c=IN IP4 0.0.0.0',
  'a=mid:0',
  'a=recvonly',
  'a=rtcp-mux',
  'a=setup:actpass',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:102 H264/90000',
  'a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'c=IN IP4 0.0.0.0',
  'a=mid:1',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=setup:actpass',
  'a=rtpmap:111 opus/48000/2',
  '',
].join('\r\n');

export const LIVE = StreamUsage.LiveView;
const WAIT_MS = 60_000;
/** The session of an end. */
export const UNNAMED = 0;

/** What a camera told the viewer: one of the requestor's commands. */
export interface Told {
  readonly type: 'offer' | 'answer' | 'iceCandidates' | 'end';
  readonly session: number;
  readonly what: unknown;
}

/** The endpoint of an app that looks at cameras, as SmartThings' hub has one. */
export class Viewer {
  readonly endpoint: Endpoint;
  readonly told: Told[] = [];
  readonly #news = new EventEmitter();
  readonly #peer: ClientNode;

  private constructor(endpoint: Endpoint, peer: ClientNode) {
    this.endpoint = endpoint;
    this.#peer = peer;
    const events = endpoint.eventsOf(WebRtcTransportRequestorServer);
    events.offer.on((session, { sdp }) => this.#tell('offer', session.id, sdp));
    events.answer.on((session, sdp) => this.#tell('answer', session.id, sdp));
    events.iceCandidates.on((session, candidates) => this.#tell('iceCandidates', session.id, candidates));
    // matter.js 0.17.9 hands over a session that it has removed by then: its number can no longer be read.
    events.end.on((_session, reason) => this.#tell('end', UNNAMED, reason));
  }

  static async at(controller: ServerNode, peer: ClientNode): Promise<Viewer> {
    const endpoint = new Endpoint(CameraControllerDevice, { id: 'viewer' });
    await controller.add(endpoint);
    return new Viewer(endpoint, peer);
  }

  streams(camera: Endpoint) {
    return camera.commandsOf(CameraAvStreamManagementClient);
  }

  transport(camera: Endpoint) {
    return camera.commandsOf(WebRtcTransportProviderClient);
  }

  /** Offers, and writes the session into its own list as an app does: after the response. */
  async offer(camera: Endpoint, request: Partial<WebRtcTransportProvider.ProvideOfferRequest> = {}) {
    const response = await this.transport(camera).provideOffer({
      webRtcSessionId: null,
      sdp: OFFER,
      streamUsage: LIVE,
      originatingEndpointId: this.endpoint.number,
      videoStreamId: null,
      ...request,
    });
    await this.remember(camera, response.webRtcSessionId);
    return response;
  }

  async offerNothing(camera: Endpoint) {
    const { number: originatingEndpointId } = this.endpoint;
    return await this.transport(camera).provideOffer({
      webRtcSessionId: null,
      sdp: OFFER,
      streamUsage: LIVE,
      originatingEndpointId,
    });
  }

  async solicit(camera: Endpoint) {
    const response = await this.transport(camera).solicitOffer({
      streamUsage: LIVE,
      originatingEndpointId: this.endpoint.number,
      videoStreamId: null,
      audioStreamId: null,
    });
    await this.remember(camera, response.webRtcSessionId);
    return response;
  }

  async remember(camera: Endpoint, id: number): Promise<void> {
    const address = this.#peer.state.commissioning.peerAddress;
    if (!address) throw new Error('The bridge has no address.');
    await this.endpoint.act((agent) =>
      agent.get(WebRtcTransportRequestorServer).upsertSession({
        id,
        peerNodeId: address.nodeId,
        peerEndpointId: camera.number,
        streamUsage: LIVE,
        metadataEnabled: false,
        videoStreams: [1],
        fabricIndex: address.fabricIndex,
      }),
    );
  }

  /** Resolves once the viewer has been told this, now or before. */
  async heard(type: Told['type'], session: number): Promise<unknown> {
    const isIt = (told: Told): boolean => told.type === type && told.session === session;
    const signal = AbortSignal.timeout(WAIT_MS);
    for (;;) {
      const found = this.told.find(isIt);
      if (found) return found.what;
      await once(this.#news, 'told', { signal });
    }
  }

  #tell(type: Told['type'], session: number, what: unknown): void {
    this.told.push({ type, session, what });
    this.#news.emit('told');
  }
}
