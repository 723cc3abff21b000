import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceId } from '@nightlatch/model';

const FILE = 'heard.json';

/**
 * Notes when each device was last heard of, in engine time: a number for each report, whether or not it says anything new.
 *
 * It is kept on disk now and then and not at each report. After a restart every device gets the time back in which nobody
 * could have heard it, so that a hub that starts often still notices who has long been silent.
 */
export class HeardBook {
  readonly #file: string;
  readonly #startedAt: number;
  readonly #heard = new Map<DeviceId, number>();

  /** @param now Engine time of the start. */
  constructor(dataDir: string, now: number) {
    this.#file = join(dataDir, FILE);
    this.#startedAt = now;
    this.#read(now);
  }

  hear(device: DeviceId, now: number): void {
    this.#heard.set(device, now);
  }

  /** Begins the time of a device that the book does not have. */
  meet(device: DeviceId, now: number): void {
    if (!this.#heard.has(device)) this.#heard.set(device, now);
  }

  /** Gives a device back a time in which nobody could have heard it. */
  excuse(device: DeviceId, ms: number): void {
    this.#heard.set(device, this.heardAt(device) + ms);
  }

  /** When a device was last heard of; one that never was counts from when it was met. */
  heardAt(device: DeviceId): number {
    return this.#heard.get(device) ?? this.#startedAt;
  }

  /** Writes the book down; a disk that fails costs no more than the notes. */
  keep(now: number, isKnown: (device: DeviceId) => boolean): void {
    for (const device of this.#heard.keys()) if (!isKnown(device)) this.#heard.delete(device);
    try {
      writeFileSync(this.#file, JSON.stringify({ at: now, heard: Object.fromEntries(this.#heard) }));
    } catch {
      // The journal tells of a full disk; without the book each device begins its time anew at the next start.
    }
  }

  #read(now: number): void {
    try {
      const { at, heard } = JSON.parse(readFileSync(this.#file, 'utf8')) as { at?: unknown; heard?: unknown };
      if (typeof at !== 'number' || typeof heard !== 'object' || heard === null) return;
      const away = Math.max(0, now - at);
      for (const [device, when] of Object.entries(heard))
        if (typeof when === 'number' && when <= at) this.#heard.set(device, when + away);
    } catch {
      // No book, or a torn one: each device begins its time anew.
    }
  }
}
