import type { Endpoint } from '@matter/main';
import type { Clock } from '@nightlatch/model';
import type { MatterModule } from '../endpoint/matter-module.ts';
import type { CameraModule } from './camera-module.ts';
import type { Peer, PeerMessage, PeerPost } from './live-desk.ts';

/**
 * Waits between tries, in milliseconds. An app writes a session's number into its own list only once it has our answer
 * to its command, and knows nothing of the session before: some do so a while after they have acknowledged it.
 */
const RETRIES_MS: readonly number[] = [60, 120, 250, 500, 1000, 2000];

/** The commands of an app's side: `WebRTCTransportRequestor`. */
interface RequestorCommands {
  offer(request: object): Promise<void>;
  answer(request: object): Promise<void>;
  iceCandidates(request: object): Promise<void>;
  end(request: object): Promise<void>;
}

/** Sends apps what they are told of their sessions, as commands to their own endpoint. */
export class MatterPost implements PeerPost {
  readonly #matter: Pick<MatterModule, 'Status' | 'StatusResponseError'>;
  readonly #cameras: Pick<CameraModule, 'Node' | 'WebRtcTransportRequestorClient'>;
  readonly #endpoint: Endpoint;
  readonly #clock: Clock;

  constructor(parts: {
    matter: Pick<MatterModule, 'Status' | 'StatusResponseError'>;
    cameras: Pick<CameraModule, 'Node' | 'WebRtcTransportRequestorClient'>;
    endpoint: Endpoint;
    clock: Clock;
  }) {
    this.#matter = parts.matter;
    this.#cameras = parts.cameras;
    this.#endpoint = parts.endpoint;
    this.#clock = parts.clock;
  }

  async send(peer: Peer, session: number, message: PeerMessage): Promise<void> {
    const endpoint = await this.#endpointOf(peer);
    const { WebRtcTransportRequestorClient } = this.#cameras;
    // Never awaited itself: matter.js has a command for every name, and so for `then`.
    const commands = endpoint.commandsOf(WebRtcTransportRequestorClient) as unknown as RequestorCommands;
    for (const waitMs of [...RETRIES_MS, undefined]) {
      try {
        return await invoke(commands, session, message);
      } catch (error) {
        if (waitMs === undefined || !this.#isNotFound(error)) throw error;
        await new Promise<void>((resolve) => this.#clock.after(waitMs, resolve));
      }
    }
  }

  async #endpointOf({ fabric, node, endpoint: number }: Peer): Promise<Endpoint> {
    const { Node, WebRtcTransportRequestorClient } = this.#cameras;
    const own = Node.forEndpoint(this.#endpoint) as unknown as {
      peers: { forAddress(address: object): Promise<{ endpoints: { require(number: number): Endpoint } }> };
    };
    const client = await own.peers.forAddress({ fabricIndex: fabric, nodeId: node });
    const endpoint = client.endpoints.require(number);
    endpoint.behaviors.require(WebRtcTransportRequestorClient);
    return endpoint;
  }

  #isNotFound(error: unknown): boolean {
    const { Status, StatusResponseError } = this.#matter;
    return error instanceof StatusResponseError && error.code === Status.NotFound;
  }
}

async function invoke(commands: RequestorCommands, webRtcSessionId: number, message: PeerMessage): Promise<void> {
  switch (message.type) {
    case 'offer':
      return await commands.offer({ webRtcSessionId, sdp: message.sdp });
    case 'answer':
      return await commands.answer({ webRtcSessionId, sdp: message.sdp });
    case 'candidates': {
      const iceCandidates = message.candidates.map(({ candidate, sdpMid, sdpMLineIndex }) => ({
        candidate,
        sdpMid: sdpMid ?? null,
        sdpmLineIndex: sdpMLineIndex ?? null,
      }));
      return await commands.iceCandidates({ webRtcSessionId, iceCandidates });
    }
    case 'end':
      return await commands.end({ webRtcSessionId, reason: message.reason });
  }
}
