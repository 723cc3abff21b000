import type { Behavior, Endpoint } from '@matter/main';
import type { CameraAvStreamManagement as Streams } from '@matter/main/clusters/camera-av-stream-management';
import type { CameraDress } from './camera-attributes.ts';
import { JPEG, LIVE_VIEW, refuse } from './camera-words.ts';
import type { Cameras } from './cameras.ts';
import { fittingSnapshot } from './fitting-snapshot.ts';
import type { Allocated, StreamKind, StreamTable } from './stream-table.ts';
import { allocateAudio, allocateSnapshot, allocateVideo, deallocate, has } from './stream-table.ts';
import type { MediaCapabilities } from '@nightlatch/model';
import { throwCameraRefusal } from './throw-refusal.ts';

/** What apps may write by the cluster and a camera of ours has no means for: refused, not taken and ignored. */
const UNWRITABLE = ['viewport', 'microphoneMuted', 'microphoneVolumeLevel', 'speakerMuted', 'speakerVolumeLevel'];
const PRIVACY = ['softLivestreamPrivacyModeEnabled', 'softRecordingPrivacyModeEnabled'];

/** Who writes: an app has a fabric, we have none. */
interface Writer {
  readonly fabric?: number;
}

const NO_CAMERA = refuse('Failure', 'The camera is not there.');

/**
 * Makes the server of a camera's streams: what apps may agree on, snapshots, and the curtain.
 *
 * @see Matter 1.6, Application Clusters, §11.2
 */
export function streamServer(cameras: Cameras, dress: CameraDress): Behavior.Type {
  const { matter, cameras: module } = cameras.parts;
  function refuseWrite(by: Writer | undefined): void {
    if (by?.fabric === undefined) return;
    throwCameraRefusal(matter, refuse('InvalidInState', 'The camera cannot be set so.'));
  }

  /** Before an app's wish is taken: a camera that is not there cannot follow it. */
  function judgePrivacy(endpoint: Endpoint, by: Writer | undefined): void {
    if (by?.fabric === undefined) return;
    if (cameras.bookOf(endpoint).source?.state.available !== true) throwCameraRefusal(matter, NO_CAMERA);
  }

  /** An app drew the curtain: so does the camera, or what the app wrote is set back. */
  async function setPrivate(endpoint: Endpoint, isOn: boolean, by: Writer | undefined): Promise<void> {
    if (by?.fabric === undefined) return;
    const book = cameras.bookOf(endpoint);
    await book.source?.setPrivate(isOn);
    book.showPrivacy();
  }

  const base = module.CameraAvStreamManagementServer.with(...featuresOf(dress));

  return class HomeStreamServer extends base {
    /** The attributes are the book's to write: a command that held them meanwhile would wait for itself. */
    static override readonly lockOnInvoke = false;

    override initialize(): void {
      const { endpoint } = this;
      const events = this.events as unknown as Readonly<Record<string, never>>;
      for (const name of UNWRITABLE) {
        this.maybeReactTo(events[`${name}$Changing`], (_to, _from, by) => refuseWrite(by));
      }
      for (const name of PRIVACY) {
        this.maybeReactTo(events[`${name}$Changing`], (_to, _from, by) => judgePrivacy(endpoint, by));
        this.maybeReactTo(events[`${name}$Changed`], (to, _from, by) => setPrivate(endpoint, to, by));
      }
    }

    override async videoStreamAllocate(request: Streams.VideoStreamAllocateRequest) {
      return { videoStreamId: await this.#allocate((table, can) => allocateVideo(table, request, can)) };
    }

    override async videoStreamDeallocate({ videoStreamId }: Streams.VideoStreamDeallocateRequest): Promise<void> {
      await this.#deallocate('video', videoStreamId);
    }

    override async audioStreamAllocate(request: Streams.AudioStreamAllocateRequest) {
      return { audioStreamId: await this.#allocate((table, can) => allocateAudio(table, request, can)) };
    }

    override async audioStreamDeallocate({ audioStreamId }: Streams.AudioStreamDeallocateRequest): Promise<void> {
      await this.#deallocate('audio', audioStreamId);
    }

    override async snapshotStreamAllocate(request: Streams.SnapshotStreamAllocateRequest) {
      return { snapshotStreamId: await this.#allocate((table, can) => allocateSnapshot(table, request, can)) };
    }

    override async snapshotStreamDeallocate({
      snapshotStreamId,
    }: Streams.SnapshotStreamDeallocateRequest): Promise<void> {
      await this.#deallocate('snapshot', snapshotStreamId);
    }

    override async captureSnapshot({ snapshotStreamId, requestedResolution }: Streams.CaptureSnapshotRequest) {
      const { source, table } = cameras.bookOf(this.endpoint);
      if (snapshotStreamId !== null && !has(table, 'snapshot', snapshotStreamId)) {
        throwCameraRefusal(matter, refuse('NotFound', `There is no snapshot stream ${snapshotStreamId}.`));
      }
      const taken = source ? await fittingSnapshot(source, requestedResolution) : NO_CAMERA;
      if (!taken.ok) return throwCameraRefusal(matter, taken);
      const { jpeg, width, height } = taken;
      return { data: jpeg, imageCodec: JPEG, resolution: { width, height } };
    }

    /** Live view is all there is, so there is one order. */
    override setStreamPriorities({ streamPriorities }: Streams.SetStreamPrioritiesRequest): void {
      const isSame = streamPriorities.length === 1 && Number(streamPriorities[0]) === LIVE_VIEW;
      if (!isSame) throwCameraRefusal(matter, refuse('DynamicConstraintError', 'Only live view is offered.'));
    }

    async #allocate(step: (table: StreamTable, capabilities: MediaCapabilities) => Allocated): Promise<number> {
      const book = cameras.bookOf(this.endpoint);
      const allocated = book.source ? step(book.table, book.source.capabilities) : NO_CAMERA;
      if (!allocated.ok) return throwCameraRefusal(matter, allocated);
      book.table = allocated.table;
      await book.written();
      return allocated.id;
    }

    async #deallocate(kind: StreamKind, id: number): Promise<void> {
      const book = cameras.bookOf(this.endpoint);
      const done = deallocate(book.table, kind, id, book.isUsed(kind, id));
      if (!done.ok) throwCameraRefusal(matter, done);
      else book.table = done.table;
      await book.written();
    }
  };
}

function featuresOf({ isLive, hasMicrophone, hasSpeaker, hasPrivacy }: CameraDress) {
  return [
    'Snapshot',
    ...(isLive ? (['Video'] as const) : []),
    ...(hasMicrophone ? (['Audio'] as const) : []),
    ...(hasSpeaker ? (['Speaker'] as const) : []),
    ...(hasPrivacy ? (['Privacy'] as const) : []),
  ] as const;
}
