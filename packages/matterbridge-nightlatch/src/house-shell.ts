import path from 'node:path';
import type { Config } from '@nightlatch/assembly';
import { logHouse, matterLockPolicy } from '@nightlatch/assembly';
import type { EndpointHost, LockPolicy, MatterViewConfig } from '@nightlatch/bridge-matter';
import { MatterBridge, RememberingHost, matterViewSchema, openEndpointMemory } from '@nightlatch/bridge-matter';
import type { Clock, Home, Language, Log, Origin } from '@nightlatch/model';
import { systemClock } from '@nightlatch/model';
import { DATA_FOLDER, PLUGIN_NAME } from './names.ts';

/** A home that was opened from its configuration, whether its hub runs here or elsewhere. */
export interface OpenedHome {
  readonly config: Pick<Config, 'policy'> & {
    readonly home: { readonly id: string; readonly language: Language; readonly timeZone?: string };
    readonly bridges: { readonly matter?: MatterViewConfig };
  };
  home(actor: { readonly origin: Origin; readonly client?: string }): Home;
  close(): Promise<void>;
}

export interface HouseShellParts {
  /** Opens the home of a configuration. @throws ConfigError, or NightlatchError when it cannot run. */
  readonly openHome: (
    house: unknown,
    options: { readonly dataDir: string; readonly file: string; readonly log: Log },
  ) => Promise<OpenedHome>;
  /** Makes the host that shows endpoints, given the home's id and what its policy says of locks. */
  readonly hostFor: (homeId: string, lockPolicy: LockPolicy) => EndpointHost;
  /** Matterbridge's own folder. */
  readonly folder: string;
  readonly log: Log;
  readonly clock?: Clock;
}

/** So long the start waits for a hub that runs elsewhere: a bridge that is paired while it is empty stays so in some apps. */
const FIRST_SIGHT_MS = 10_000;

/** The home inside Matterbridge: opened, shown, closed. */
export class HouseShell {
  readonly #parts: HouseShellParts;
  #closing: (() => Promise<void>)[] = [];

  constructor(parts: HouseShellParts) {
    this.#parts = parts;
  }

  /** @throws ConfigError, NightlatchError: Matterbridge then does not start its bridge, so that no app loses a device. */
  async open(house: Readonly<Record<string, unknown>>): Promise<void> {
    const { openHome, hostFor, folder, log, clock = systemClock } = this.#parts;
    const dataDir = path.join(folder, DATA_FOLDER);
    const opened = await openHome(house, { dataDir, file: path.join(folder, `${PLUGIN_NAME}.config.json`), log });
    this.#closing.push(() => opened.close());
    const { home: about, bridges } = opened.config;
    const home = opened.home({ origin: 'matter', client: 'matterbridge' });
    const memory = openEndpointMemory(path.join(dataDir, 'matter-endpoints.json'), log);
    const zone = about.timeZone === undefined ? {} : { timeZone: about.timeZone };
    const told = logHouse(home, log, { ...zone, without: ['matterbridge'] });
    this.#closing.push(async () => told.unsubscribe());
    const host = new RememberingHost(hostFor(about.id, matterLockPolicy(opened.config)), memory);
    await host.restore();
    if (memory.endpoints.length === 0) await firstSight(home, clock);
    const bridge = new MatterBridge({ host, log, options: viewOf(bridges.matter), language: about.language, clock });
    this.#closing.push(() => bridge.stop());
    await bridge.start(home);
    log.info(home.snapshot.link === 'online' ? `${home.name} is open.` : `${home.name} is open; its hub is away.`);
  }

  /** Closes what was opened, the last first. */
  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }
}

/** What the configuration says of the view: the rest is for a bridge of our own. */
function viewOf(matter: MatterViewConfig = {}): MatterViewConfig {
  const keys = Object.keys(matterViewSchema.shape);
  return Object.fromEntries(Object.entries(matter).filter(([key]) => keys.includes(key)));
}

async function firstSight({ snapshot, changes }: Home, clock: Clock): Promise<void> {
  if (snapshot.link === 'online') return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const listening = changes.subscribe((change) => {
    if (change.type === 'link' && change.to === 'online') resolve();
  });
  const timer = clock.after(FIRST_SIGHT_MS, resolve);
  await promise;
  timer.cancel();
  listening.unsubscribe();
}
