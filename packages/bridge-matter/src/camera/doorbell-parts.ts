import type { Endpoint } from '@matter/main';
import type { ClusterStates } from '../plan/endpoint-plan.ts';
import type { CameraDress } from './camera-attributes.ts';
import type { Cameras } from './cameras.ts';

/** Clusters that an endpoint inside of a video doorbell has in its place. */
const CAMERA_CLUSTERS = ['cameraAvStreamManagement', 'webRtcTransportProvider'];
const BUTTON_CLUSTERS = ['switch'];

/**
 * Puts a camera's endpoint together: itself, or a video doorbell with a camera and a doorbell inside.
 *
 * @returns What is its own, and its parts.
 * @see Matter 1.6, Device Library, §16.2
 */
export function cameraEndpoint(
  cameras: Cameras,
  dress: CameraDress,
  state: ClusterStates,
): { readonly state: ClusterStates; readonly parts: readonly Endpoint[] } {
  if (!dress.isDoorbell) return { state, parts: [] };
  const { matter, cameras: module } = cameras.parts;
  const button = matter.SwitchServer.with(
    'MomentarySwitch',
    'MomentarySwitchRelease',
    'MomentarySwitchLongPress',
    'MomentarySwitchMultiPress',
  );
  return {
    state: only(state, (cluster) => !CAMERA_CLUSTERS.includes(cluster) && !BUTTON_CLUSTERS.includes(cluster)),
    parts: [
      new matter.Endpoint(cameras.typeOf(dress), {
        id: 'camera',
        ...only(state, (cluster) => CAMERA_CLUSTERS.includes(cluster)),
      }),
      new matter.Endpoint(module.DoorbellDevice.with(button), {
        id: 'doorbell',
        ...only(state, (cluster) => BUTTON_CLUSTERS.includes(cluster)),
      }),
    ],
  };
}

function only(state: ClusterStates, isKept: (cluster: string) => boolean): ClusterStates {
  return Object.fromEntries(Object.entries(state).filter(([cluster]) => isKept(cluster)));
}
