import type { RemoteHome, RemoteHomeOptions } from '@nightlatch/link/client';
import { openRemoteHome as openReal } from '@nightlatch/link/client';
import { systemClock } from '@nightlatch/model';
import { MockMedia, MockMediaSource } from '@nightlatch/testing';

/** A home as it is on the link, with cameras: one that works, and one for each way in which one does not. */
export async function openRemoteHome(options: RemoteHomeOptions): Promise<RemoteHome> {
  const media = new MockMedia(
    camera('doorbell'),
    camera('private').set({ private: true }),
    camera('away').set({ available: false }),
    camera('full').refuse('busy', 'Four look at it already.'),
    camera('still').refuse('unsupported', 'It keeps no pictures.'),
  );
  const remote = await openReal(options);
  return {
    id: remote.id,
    get name() {
      return remote.name;
    },
    get snapshot() {
      return remote.snapshot;
    },
    changes: remote.changes,
    media,
    execute: (command) => remote.execute(command),
    close: () => remote.close(),
  };
}

function camera(id: string): MockMediaSource {
  return new MockMediaSource(`simulator/${id}`, { clock: systemClock });
}
