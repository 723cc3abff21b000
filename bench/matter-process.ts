/**
 * A hub with its own Matter bridge in a process of its own, as the command line runs it. Arguments: its configuration as
 * JSON, its data folder, and how many devices must be there before it is ready.
 */
import { openConfiguredHome } from '@nightlatch/assembly';

const [config = '{}', dataDir = '', devices = '0'] = process.argv.slice(2);
const log = { error: console.error, warn: () => undefined, info: () => undefined, debug: () => undefined };
const opened = await openConfiguredHome(JSON.parse(config), { dataDir, log, withMatter: true });
if (!opened.matter) throw new Error('The Matter bridge did not open.');
const home = opened.home({ origin: 'panel', client: 'bench' });
const isComplete = (): boolean =>
  [...home.snapshot.devices.values()].filter((device) => device.available === true).length >= Number(devices);
if (!isComplete()) {
  await new Promise<void>((resolve) => {
    const following = home.changes.subscribe(() => {
      if (!isComplete()) return;
      following.unsubscribe();
      resolve();
    });
  });
}
process.on('SIGTERM', () => void opened.close().then(() => process.exit(0)));
process.send?.('ready');
