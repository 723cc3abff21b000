import type { ClusterEvent } from '@nightlatch/bridge-matter';
import type { MatterHostParts } from './matter-host.ts';

/** Between the presses of one gesture, as Homebridge itself leaves them. */
const PAUSE_MS = 100;

/** Moves a switch of Homebridge's as somebody has pressed it: Homebridge makes the events of the movement. */
export async function pressSwitch(
  { matter, clock, log }: MatterHostParts,
  uuid: string,
  events: readonly ClusterEvent[],
): Promise<void> {
  try {
    if (events.some(({ event }) => event === 'longPress')) return await matter.switch.emitGesture(uuid, 'longPress');
    const presses = events.filter(({ event }) => event === 'initialPress').length;
    for (let press = 0; press < presses; press += 1) {
      if (press > 0) await new Promise<void>((resolve) => void clock.after(PAUSE_MS, resolve));
      await matter.switch.emitGesture(uuid, 'singlePress');
    }
  } catch (error) {
    log.error(`Homebridge’s Matter bridge does not take a press: ${String(error)}`);
  }
}
