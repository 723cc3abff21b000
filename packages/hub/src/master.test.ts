import { expect, test } from '@jest/globals';
import type { HomeChange } from '@nightlatch/model';
import { inFolder } from '../test/folder.ts';
import { HandSource } from '../test/hand-source.ts';
import { DEVICES, smallHouse } from '../test/small-house.ts';
import { openHub } from './hub.ts';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

/** The door in one partition, the window in another, and a master over both. */
function twoPartitions() {
  const { partitions, ...rest } = smallHouse();
  const [house] = partitions.map((partition) => ({ ...partition, keypads: [] }));
  if (!house) throw new RangeError('the small house has no partition');
  const having = (id: string, device: string) => ({
    ...house,
    id,
    name: id,
    zones: house.zones.filter((zone) => zone.device === device),
  });
  return {
    ...rest,
    partitions: [having('flat', 'hand/door'), having('garage', 'hand/window')],
    master: { id: 'all', name: 'Everything', partitions: ['flat', 'garage'] },
  };
}

test('a hub shows the master, arms all of it or nothing, and finds it again after a restart', () =>
  inFolder(async (dataDir) => {
    const source = new HandSource(DEVICES);
    const options = { home: { id: 'home', name: 'Home' }, dataDir, plan: twoPartitions, log: SILENT };
    const hub = await openHub({ ...options, sources: [source] });
    const panel = hub.homeFor({ origin: 'panel' });
    const refused: HomeChange[] = [];
    panel.changes.subscribe((change) => change.type === 'refused' && refused.push(change));
    const say = (name: string, contact: 'open' | 'closed'): void =>
      source.report({ type: 'attributes', device: `hand/${name}`, values: { contact }, cause: 'live' });
    say('door', 'closed');
    say('window', 'open');
    const arm = { type: 'arm', partition: 'all', mode: 'away' } as const;
    expect(await panel.execute(arm)).toEqual({ ok: false, reason: 'zones-open', zones: ['hand/window#contact'] });
    expect(panel.snapshot.master).toMatchObject({ id: 'all', state: 'disarmed' });
    expect(refused).toMatchObject([{ partition: 'all', reason: 'zones-open' }]);
    expect([...panel.snapshot.partitions.keys()]).toEqual(['flat', 'garage']);
    expect(await panel.execute({ ...arm, partition: 'flat' })).toEqual({ ok: true });
    expect(panel.snapshot.master?.state).toBe('mixed');
    say('window', 'closed');
    expect(await panel.execute(arm)).toEqual({ ok: true });
    expect(panel.snapshot.master).toMatchObject({ state: 'armed', mode: 'away' });
    await hub.close();
    const again = await openHub({ ...options, sources: [new HandSource(DEVICES)] });
    expect(again.homeFor({ origin: 'panel' }).snapshot.master).toMatchObject({ state: 'armed', mode: 'away' });
    await again.close();
  }));
