import { CameraAvStreamManagementServer } from '@matter/main/behaviors/camera-av-stream-management';
import { WebRtcTransportProviderServer } from '@matter/main/behaviors/web-rtc-transport-provider';
import { WebRtcTransportRequestorClient } from '@matter/main/behaviors/web-rtc-transport-requestor';
import { CameraDevice } from '@matter/main/devices/camera';
import { DoorbellDevice } from '@matter/main/devices/doorbell';
import { SnapshotCameraDevice } from '@matter/main/devices/snapshot-camera';
import { VideoDoorbellDevice } from '@matter/main/devices/video-doorbell';
import { Node } from '@matter/main/node';
import { FabricManager } from '@matter/main/protocol';
import type { CameraModule } from '../camera/camera-module.ts';

/** The camera classes of matter.js, as it is installed beside us. */
export const matterCameras: CameraModule = {
  CameraAvStreamManagementServer,
  WebRtcTransportProviderServer,
  WebRtcTransportRequestorClient,
  CameraDevice,
  DoorbellDevice,
  SnapshotCameraDevice,
  VideoDoorbellDevice,
  Node,
  FabricManager,
};
