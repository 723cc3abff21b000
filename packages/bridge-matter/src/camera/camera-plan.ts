import type { DeviceState, MediaSource } from '@nightlatch/model';
import { INITIAL_BUTTON, pressEvents } from '../plan/button-events.ts';
import { mergeStates } from '../plan/device-view.ts';
import type { EndpointPlan } from '../plan/endpoint-plan.ts';
import type { Stage } from '../plan/stage.ts';
import type { CameraDress } from './camera-attributes.ts';
import { dressOf, fixedAttributes, stateAttributes } from './camera-attributes.ts';

/** What a camera is beside its attributes: its shape, and where pictures come from. */
export interface CameraParts {
  readonly dress: CameraDress;
  /** Capabilities that are no dress: another endpoint is made when they change, since attributes of them are fixed. */
  readonly abilities: string;
  source(): MediaSource | undefined;
}

type CameraPart = Pick<EndpointPlan, 'kind' | 'initial' | 'read' | 'rank' | 'notice' | 'camera'> & {
  readonly id: string;
  readonly label: string;
};

/** Behind everything else of a house: an experiment takes no room from a lock. */
const RANK = 7;

/**
 * Plans the camera of a device, where the home shows cameras: a video doorbell if it rings as well.
 *
 * The button of a doorbell keeps its own endpoint. Most apps know no cameras, and automations hang on it.
 */
export function cameraParts({ home, media }: Pick<Stage, 'home' | 'media'>, device: DeviceState): CameraPart[] {
  const camera = media?.sources.get(device.id);
  if (!media || !camera) return [];
  const isDoorbell = device.events.includes('ring');
  const dress = dressOf(camera.capabilities, isDoorbell);
  return [
    {
      id: 'camera',
      label: 'camera',
      kind: 'camera',
      rank: RANK,
      initial: mergeStates(fixedAttributes(camera.capabilities, dress), isDoorbell ? INITIAL_BUTTON : undefined),
      read: () => {
        const now = media.sources.get(device.id);
        return {
          reachable: home.snapshot.link === 'online' && now?.state.available === true,
          clusters: now ? stateAttributes(now.state, dress) : {},
        };
      },
      notice: (change) =>
        isDoorbell && change.type === 'event' && change.device === device.id && change.event === 'ring'
          ? pressEvents(change.key)
          : [],
      camera: {
        dress,
        abilities: JSON.stringify(camera.capabilities),
        source: () => media.sources.get(device.id),
      },
    },
  ];
}
