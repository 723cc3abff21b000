import type { DeviceId, Listenable, MediaChange, MediaDirectory, MediaSource } from '@nightlatch/model';
import { MockMediaSource } from './mock-media-source.ts';

/** The cameras of a home, as a test says: give it to a `MemoryHome` as its `media`. */
export class MockMedia implements MediaDirectory {
  readonly #sources = new Map<DeviceId, MediaSource>();
  readonly #listeners = new Set<(change: MediaChange) => void>();
  readonly changes: Listenable<MediaChange> = {
    subscribe: (listener) => {
      this.#listeners.add(listener);
      return { unsubscribe: () => void this.#listeners.delete(listener) };
    },
  };

  constructor(...sources: readonly MediaSource[]) {
    for (const source of sources) this.add(source);
  }

  get sources(): ReadonlyMap<DeviceId, MediaSource> {
    return this.#sources;
  }

  /** Adds a camera, in place of one that its device had. */
  add(source: MediaSource): this {
    const { device } = source;
    const type = this.#sources.has(device) ? 'changed' : 'added';
    this.#sources.set(device, source);
    if (source instanceof MockMediaSource) source.changed = () => this.#tell({ type: 'changed', device });
    this.#tell({ type, device });
    return this;
  }

  /** Takes a camera away: its sessions end. */
  remove(device: DeviceId): this {
    const source = this.#sources.get(device);
    if (!source) return this;
    this.#sources.delete(device);
    if (source instanceof MockMediaSource) source.endAll('unavailable');
    this.#tell({ type: 'removed', device });
    return this;
  }

  #tell(change: MediaChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
