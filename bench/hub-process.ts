/**
 * A hub in a process of its own, as a stand-alone hub runs. Argument: its configuration as JSON, and its data folder. Without a
 * configuration it only imports what a hub imports, and idles: the measure that a hub's memory is held against.
 */
import { openHome } from '@nightlatch/assembly';

const [config, dataDir = ''] = process.argv.slice(2);
const silent = { error: console.error, warn: () => undefined, info: () => undefined, debug: () => undefined };
if (config) {
  const home = await openHome(JSON.parse(config), { dataDir, log: silent });
  const local = home.home('panel', 'bench');
  process.on('message', (command: Parameters<typeof local.execute>[0]) => {
    void local.execute(command).then((result) => process.send?.(result));
  });
  process.on('SIGTERM', () => void home.close().then(() => process.exit(0)));
}
process.send?.('ready');
setInterval(() => undefined, 60_000);
