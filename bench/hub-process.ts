/**
 * A hub in a process of its own, as a stand-alone hub runs. Arguments: its configuration as JSON, its data folder, and how many devices
 * must be there before it is ready. Without a configuration it only imports what a hub imports, and idles: the measure that a hub's memory is held against.
 */
import { openConfiguredHome } from '@nightlatch/assembly';

const [config, dataDir = '', devices = '0'] = process.argv.slice(2);
const silent = { error: console.error, warn: () => undefined, info: () => undefined, debug: () => undefined };
if (config) {
  const home = await openConfiguredHome(JSON.parse(config), { dataDir, log: silent, withMatter: true });
  const local = home.home({ origin: 'panel', client: 'bench' });
  process.on('message', (command: Parameters<typeof local.execute>[0]) => {
    void local.execute(command).then((result) => process.send?.(result));
  });
  const isComplete = (): boolean =>
    [...local.snapshot.devices.values()].filter((device) => device.available === true).length >= Number(devices);
  if (!isComplete()) {
    await new Promise<void>((resolve) => {
      const following = local.changes.subscribe(() => {
        if (!isComplete()) return;
        following.unsubscribe();
        resolve();
      });
    });
  }
  process.on('SIGTERM', () => void home.close().then(() => process.exit(0)));
}
process.send?.('ready');
setInterval(() => undefined, 60_000);
