import type { Endpoint } from '@matter/main';
import type { Clock, Log, MediaSource } from '@nightlatch/model';
import type { ClusterStates } from '../plan/endpoint-plan.ts';
import type { CameraDress } from './camera-attributes.ts';
import { privacyOf } from './camera-attributes.ts';
import type { PeerPost } from './live-desk.ts';
import { LiveDesk } from './live-desk.ts';
import type { StreamKind, StreamTable } from './stream-table.ts';
import { NO_STREAMS } from './stream-table.ts';

export interface CameraBookParts {
  readonly endpoint: Endpoint;
  readonly dress: CameraDress;
  source(): MediaSource | undefined;
  readonly post: PeerPost;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The streams and sessions of one camera, and their image in its attributes.
 *
 * Commands change the book; the attributes are written after it by one hand. Two commands at once, of which one writes
 * what the other has just read, could lose a stream otherwise.
 */
export class CameraBook {
  readonly desk: LiveDesk;
  readonly #parts: CameraBookParts;
  #table: StreamTable = NO_STREAMS;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: CameraBookParts) {
    this.#parts = parts;
    const { post, clock, log } = parts;
    this.desk = new LiveDesk({
      get name() {
        return parts.source()?.device ?? 'The camera';
      },
      media: () => parts.source(),
      post,
      clock,
      log,
      changed: () => this.#write(),
    });
  }

  get source(): MediaSource | undefined {
    return this.#parts.source();
  }

  get table(): StreamTable {
    return this.#table;
  }

  set table(table: StreamTable) {
    if (table === this.#table) return;
    this.#table = table;
    this.#write();
  }

  isUsed(kind: StreamKind, id: number): boolean {
    return this.#usesOf(kind, id) > 0;
  }

  /** Resolves when the attributes say what the book does. */
  async written(): Promise<void> {
    await this.#writing;
  }

  /** Shows the curtain as the camera has it, whatever an app wrote. */
  showPrivacy(): void {
    this.#write();
  }

  #usesOf(kind: StreamKind, id: number): number {
    return kind === 'snapshot' ? 0 : this.desk.looking.filter((look) => look[kind].includes(id)).length;
  }

  #write(): void {
    const { endpoint, log } = this.#parts;
    this.#writing = this.#writing
      .then(async () => await put(endpoint, this.#image()))
      .catch((error: unknown) => log.error(`Matter does not take the sessions of a camera: ${String(error)}`));
  }

  /** Only attributes that the camera has: matter.js takes no others. */
  #image(): ClusterStates {
    const { video, audio, snapshot } = this.#table;
    const { isLive, hasMicrophone, hasPrivacy } = this.#parts.dress;
    const allocatedVideoStreams = video.map((stream) => ({
      ...stream,
      referenceCount: this.#usesOf('video', stream.videoStreamId),
    }));
    const allocatedAudioStreams = audio.map((stream) => ({
      ...stream,
      referenceCount: this.#usesOf('audio', stream.audioStreamId),
    }));
    return {
      cameraAvStreamManagement: {
        ...(isLive ? { allocatedVideoStreams } : {}),
        ...(hasMicrophone ? { allocatedAudioStreams } : {}),
        ...(hasPrivacy ? privacyOf(this.source?.state) : {}),
        allocatedSnapshotStreams: snapshot.map((stream) => ({ ...stream, referenceCount: 0 })),
      },
      ...(isLive ? { webRtcTransportProvider: this.#sessions() } : {}),
    };
  }

  #sessions(): ClusterStates[string] {
    return {
      currentSessions: this.desk.looking.map(({ id, peer, streamUsage, video, audio }) => ({
        id,
        peerNodeId: peer.node,
        peerEndpointId: peer.endpoint,
        streamUsage,
        // Both lists, and their first ones as the revision before this one had them.
        videoStreamId: video[0] ?? null,
        audioStreamId: audio[0] ?? null,
        ...(video.length > 0 ? { videoStreams: video } : {}),
        ...(audio.length > 0 ? { audioStreams: audio } : {}),
        metadataEnabled: false,
        fabricIndex: peer.fabric,
      })),
    };
  }
}

/**
 * Puts attributes in place of what they were, once whoever holds them has let go.
 *
 * `Endpoint.set` of matter.js 0.17.9 mends lists entry by entry instead, and gives a new entry the defaults of features
 * that the camera does not have, which its own validator refuses.
 */
async function put(endpoint: Endpoint, image: ClusterStates): Promise<void> {
  for (const [cluster, attributes] of Object.entries(image)) {
    await endpoint.act(async (agent) => {
      const server = (agent as unknown as Readonly<Record<string, { state: object }>>)[cluster];
      const { transaction } = agent.context as unknown as { transaction: Transaction };
      if (!server) return;
      await transaction.begin();
      await transaction.addResources(server);
      Object.assign(server.state, attributes);
    });
  }
}

interface Transaction {
  begin(): Promise<void>;
  addResources(...resources: readonly object[]): Promise<void>;
}
