import type { MediaSource } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { SharedHome } from '../connection/shared-home.ts';

/**
 * Finds the camera of a device.
 *
 * @param name What the device was called when it was picked.
 * @throws NightlatchError `no-media` where the home has no media hub, `no-camera` where it has no such camera now,
 *   `hub-lost` while nobody can tell.
 */
export function findCamera(home: SharedHome, device: string, name = device): MediaSource {
  const { media } = home;
  if (!home.isOnline)
    throw new NightlatchError('hub-lost', `The hub cannot be reached: there is no picture of ${name}.`);
  if (!media) {
    const why = 'the home has no media hub, and pictures do not travel over the link';
    throw new NightlatchError('no-media', `There is no picture of ${name}: ${why}. Take it from the camera itself.`);
  }
  const source = media.sources.get(device);
  if (source) return source;
  throw new NightlatchError('no-camera', `The home has no camera "${name}" now: open the node and choose one it has.`);
}
