import type { MatterViewConfig } from '@nightlatch/bridge-matter';
import { MatterBridge, RememberingHost, matterViewSchema } from '@nightlatch/bridge-matter';
import type { Bridge, Home, Language, Log } from '@nightlatch/model';
import type { MatterHost } from './matter-host.ts';

/** Shows a home on Homebridge's own Matter bridge, beside Apple Home. */
export async function showMatter(
  host: MatterHost,
  home: Home,
  { log, options, language }: { log: Log; options: MatterViewConfig | undefined; language: Language },
): Promise<Bridge> {
  host.open(home.id);
  const remembering = new RememberingHost(host, host);
  await remembering.restore();
  const bridge = new MatterBridge({ host: remembering, log, options: viewOf(options), language });
  await bridge.start(home);
  return bridge;
}

/** What the configuration says of the view: the rest is for a bridge of our own. */
function viewOf(matter: MatterViewConfig = {}): MatterViewConfig {
  const keys = Object.keys(matterViewSchema.shape);
  return Object.fromEntries(Object.entries(matter).filter(([key]) => keys.includes(key)));
}
