import type { CameraAvStreamManagementServer } from '@matter/main/behaviors/camera-av-stream-management';
import type { WebRtcTransportProviderServer } from '@matter/main/behaviors/web-rtc-transport-provider';
import type { WebRtcTransportRequestorClient } from '@matter/main/behaviors/web-rtc-transport-requestor';
import type { CameraDevice } from '@matter/main/devices/camera';
import type { DoorbellDevice } from '@matter/main/devices/doorbell';
import type { SnapshotCameraDevice } from '@matter/main/devices/snapshot-camera';
import type { VideoDoorbellDevice } from '@matter/main/devices/video-doorbell';
import type { Node } from '@matter/main/node';
import type { FabricManager } from '@matter/main/protocol';

/** What cameras use of matter.js beside the rest: loaded only where an owner asked for cameras. */
export interface CameraModule {
  readonly CameraAvStreamManagementServer: typeof CameraAvStreamManagementServer;
  readonly WebRtcTransportProviderServer: typeof WebRtcTransportProviderServer;
  readonly WebRtcTransportRequestorClient: typeof WebRtcTransportRequestorClient;
  readonly CameraDevice: typeof CameraDevice;
  readonly DoorbellDevice: typeof DoorbellDevice;
  readonly SnapshotCameraDevice: typeof SnapshotCameraDevice;
  readonly VideoDoorbellDevice: typeof VideoDoorbellDevice;
  readonly Node: typeof Node;
  readonly FabricManager: typeof FabricManager;
}
