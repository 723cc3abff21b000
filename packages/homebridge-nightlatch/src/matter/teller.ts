import type { ClusterStates } from '@nightlatch/bridge-matter';
import { NightlatchError } from '@nightlatch/model';
import type { MatterHostParts } from './matter-host.ts';

/** The cluster that every bridged endpoint of Homebridge has, and its list of cluster names has not. */
const ABOUT = 'bridgedDeviceBasicInformation';

/** Tells Homebridge's Matter bridge what of one accessory has changed. */
export class Teller {
  readonly #parts: MatterHostParts;
  readonly #uuid: string;
  readonly #told = new Map<string, string>();

  constructor(parts: MatterHostParts, uuid: string) {
    this.#parts = parts;
    this.#uuid = uuid;
  }

  /** Tells what is not as it was told last, cluster by cluster. */
  tell(states: ClusterStates): void {
    for (const [cluster, values] of Object.entries(states)) {
      const changed = Object.entries(values).filter(([name, value]) => this.#isNew(`${cluster}.${name}`, value));
      if (changed.length === 0) continue;
      this.#send(cluster, Object.fromEntries(changed));
    }
  }

  /** A command has changed the cluster behind our back: all of it is told anew. */
  forget(cluster: string): void {
    for (const key of this.#told.keys()) if (key.startsWith(`${cluster}.`)) this.#told.delete(key);
  }

  #isNew(key: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    if (this.#told.get(key) === text) return false;
    this.#told.set(key, text);
    return true;
  }

  #send(cluster: string, values: Record<string, unknown>): void {
    const { matter, log } = this.#parts;
    knowAbout(matter.clusterNames);
    matter.updateAccessoryState(this.#uuid, cluster as 'onOff', values).catch((error: unknown) => {
      this.forget(cluster);
      log.error(`Homebridge’s Matter bridge does not take ${cluster}: ${String(error)}`);
    });
  }
}

/** Homebridge warns at each update of a cluster that it has no name for, though it makes this one itself. */
function knowAbout(names: object): void {
  if (!Object.values(names).includes(ABOUT)) Object.assign(names, { BridgedDeviceBasicInformation: ABOUT });
}

const LOOK_MS = 20;
const PATIENCE_MS = 30_000;

/**
 * Waits until Homebridge shows an accessory, or shows it no more: it registers in its own time, and says nothing.
 *
 * @throws NightlatchError when it does not come, as when Homebridge's log says why it was refused.
 */
export async function untilShown({ matter, clock }: MatterHostParts, uuid: string, isWanted: boolean): Promise<void> {
  const deadline = clock.monotonic() + PATIENCE_MS;
  while (((await matter.getAccessoryState(uuid, ABOUT as 'onOff')) !== undefined) !== isWanted) {
    if (clock.monotonic() > deadline) {
      throw new NightlatchError('homebridge-refused', 'Homebridge does not take it: its log says why.');
    }
    await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve));
  }
}
