import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRemoteHome } from '@nightlatch/link/client';
import type { RemoteHome } from '@nightlatch/link/client';
import { openLinkHost } from '@nightlatch/link/host';
import type { LinkHost } from '@nightlatch/link/host';
import { MemoryHome } from './memory-home.ts';
import { RecordingLog } from './recording-log.ts';
import { linked, until } from './wait-until.ts';

describe('a remote home', () => {
  const log = new RecordingLog();
  let hub: MemoryHome;
  let host: LinkHost;
  let home: RemoteHome;

  beforeEach(async () => {
    hub = new MemoryHome().furnish();
    host = await openLinkHost({ home: hub, broker: 'embedded', port: 0, log });
    home = await openRemoteHome({ broker: `mqtt://127.0.0.1:${host.port}`, home: 'home', client: 'panel', log });
  });

  afterEach(async () => {
    await home.close();
    await host.close();
  });

  test('shows the hub’s devices and partitions', async () => {
    await linked(home);
    expect([...home.snapshot.devices.values()]).toEqual([...hub.snapshot.devices.values()]);
    expect([...home.snapshot.partitions.values()]).toEqual([...hub.snapshot.partitions.values()]);
    hub.set('test/door', 'contact', 'open');
    await until(home, ({ snapshot }) => snapshot.devices.get('test/door')?.values.contact?.value === 'open');
    expect(await home.execute({ type: 'arm', mode: 'away' })).toEqual({ ok: true });
  });
});
