import type { DeviceId } from '@nightlatch/model';
import type { DeviceList, ListedDevice } from './device-list.ts';
import { TrackedDevice } from './tracked-device.ts';

/** What a new list of devices changes. */
export interface BookChanges {
  /** New, or known and described anew. */
  readonly described: readonly TrackedDevice[];
  readonly removed: readonly TrackedDevice[];
}

/** Every device that the source shows, by its id and by the name that its topics carry. */
export class DeviceBook {
  readonly #byIeee = new Map<string, TrackedDevice>();
  readonly #byName = new Map<string, TrackedDevice>();

  all(): Iterable<TrackedDevice> {
    return this.#byIeee.values();
  }

  byId(id: DeviceId): TrackedDevice | undefined {
    return this.#byIeee.get(id.slice(id.lastIndexOf('/') + 1).toLowerCase());
  }

  byName(name: string): TrackedDevice | undefined {
    return this.#byName.get(name);
  }

  /** Takes a new list over. Devices that are missing from it go only where `mayRemove` says that the list is to be believed. */
  reconcile(list: DeviceList, mayRemove: boolean): BookChanges {
    const described = list.devices.flatMap((listed) => this.#put(listed) ?? []);
    const listed = new Set(list.devices.map(({ ieee }) => ieee));
    const removed: TrackedDevice[] = [];
    for (const [ieee, device] of this.#byIeee) {
      if (!mayRemove || listed.has(ieee) || list.pending.has(ieee)) continue;
      this.#byIeee.delete(ieee);
      removed.push(device);
    }
    this.#byName.clear();
    for (const device of this.#byIeee.values()) this.#byName.set(device.name, device);
    return { described, removed };
  }

  #put(listed: ListedDevice): TrackedDevice | undefined {
    const known = this.#byIeee.get(listed.ieee);
    if (!known) {
      const device = new TrackedDevice(listed);
      this.#byIeee.set(listed.ieee, device);
      return device;
    }
    const isSame = JSON.stringify(known.listed.description) === JSON.stringify(listed.description);
    known.listed = listed;
    return isSame ? undefined : known;
  }
}
