import type { Endpoint, EndpointType } from '@matter/main';
import type { Clock, Log } from '@nightlatch/model';
import { InvariantError } from '@nightlatch/model';
import type { Asking } from '../endpoint/asking.ts';
import type { MatterModule } from '../endpoint/matter-module.ts';
import type { CameraDress } from './camera-attributes.ts';
import { CameraBook } from './camera-book.ts';
import type { CameraModule } from './camera-module.ts';
import { MatterPost } from './peer-post.ts';
import { streamServer } from './stream-server.ts';
import { transportServer } from './transport-server.ts';

export interface CamerasParts {
  readonly matter: MatterModule;
  readonly cameras: CameraModule;
  readonly asking: Asking;
  readonly clock: Clock;
  readonly log: Log;
}

/** The cameras of a Matter bridge: their endpoint types, each made once, and the book of each endpoint. */
export class Cameras {
  readonly parts: CamerasParts;
  readonly #books = new WeakMap<Endpoint, CameraBook>();
  readonly #types = new Map<string, EndpointType>();

  constructor(parts: CamerasParts) {
    this.parts = parts;
  }

  /** The type of the endpoint that has the pictures; a video doorbell has it inside. */
  typeOf(dress: CameraDress): EndpointType {
    const key = JSON.stringify({ ...dress, isDoorbell: false });
    let type = this.#types.get(key);
    if (!type) this.#types.set(key, (type = this.#make(dress)));
    return type;
  }

  /** @throws InvariantError for an endpoint that no camera was planned for. */
  bookOf(endpoint: Endpoint): CameraBook {
    const known = this.#books.get(endpoint);
    if (known) return known;
    const { matter, cameras, asking, clock, log } = this.parts;
    const camera = asking.cameraOf(endpoint);
    if (!camera) throw new InvariantError('No camera was planned for this endpoint.');
    const book = new CameraBook({
      endpoint,
      dress: camera.dress,
      source: () => asking.cameraOf(endpoint)?.source(),
      post: new MatterPost({ matter, cameras, endpoint, clock }),
      clock,
      log,
    });
    this.#books.set(endpoint, book);
    return book;
  }

  /** Ends what apps look at: the endpoint goes. */
  async close(endpoint: Endpoint): Promise<void> {
    await this.#books.get(endpoint)?.desk.close();
  }

  #make(dress: CameraDress): EndpointType {
    const { CameraDevice, SnapshotCameraDevice } = this.parts.cameras;
    const streams = streamServer(this, dress);
    if (!dress.isLive) return SnapshotCameraDevice.with(streams as never);
    return CameraDevice.with(streams as never, transportServer(this) as never);
  }
}
