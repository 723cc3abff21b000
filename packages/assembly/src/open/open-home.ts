import type { Hub, HubOptions, SeedCode } from '@nightlatch/hub';
import { nodeClock, openHub } from '@nightlatch/hub';
import { openRemoteHome } from '@nightlatch/link/client';
import { ClientSource, openLinkHost } from '@nightlatch/link/host';
import type { Clock, DeviceSource, Home, Log, MediaDirectory, Origin } from '@nightlatch/model';
import { AdoptionDiary } from '../plan/adoption-diary.ts';
import { planHouse } from '../plan/plan-alarm.ts';
import { planSupervision } from '../plan/supervision.ts';
import { presenter } from '../plan/present-device.ts';
import type { Config } from '../schema/configuration-schema.ts';
import type { OpenMatter } from './open-matter.ts';
import { openMatter } from './open-matter.ts';
import { readPem } from './read-pem.ts';
import { createSources } from './registry.ts';
import { createSilentSinks } from './silent-sinks.ts';
import { sparePacketNumbers } from './spare-memory.ts';

export interface OpenHomeOptions {
  /** Folder of the hub's database and keys; not used with `link.role: join`. */
  readonly dataDir: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** Opens the Matter bridge that `bridges.matter` asks for. Plugins leave it to their host, which has one. */
  readonly withMatter?: boolean;
  /** The configuration's file: paths in it are meant from its folder. The working folder by default. */
  readonly file?: string;
  /**
   * Sources beside those of the configuration, as tests and demonstrations bring. With `link.role: join`, the one that is
   * called like our client is brought into the hub's home over the link.
   */
  readonly sources?: readonly DeviceSource[];
  /** The cameras of the home; not used with `link.role: join`. */
  readonly media?: MediaDirectory;
  /** Told of duress and silent panic, and nobody else is. */
  readonly onSilent?: (effect: {
    readonly event: 'duress' | 'panic';
    readonly partition: string;
    readonly user?: string;
  }) => void;
}

/** A home that is open: its hub runs here, or is followed from here. */
export interface OpenHome {
  readonly config: Config;
  /** The home for one way in. Where the hub is elsewhere, it counts every command as its own client's instead. */
  home(actor: { readonly origin: Origin; readonly client?: string }): Home;
  /** The hub, where it runs here. */
  readonly hub?: Hub;
  /** The Matter bridge, where the configuration asks for one and it could start. */
  readonly matter?: OpenMatter;
  /** Addresses that others can reach the home at, for people to read. */
  readonly addresses: readonly { readonly what: string; readonly address: string }[];
  /** Stops everything in the order in which nothing is lost. A second call waits for the first. */
  close(): Promise<void>;
}

/**
 * Opens the home of a configuration: the hub with its sources and its link, or a remote home that follows it.
 *
 * What was opened is closed again when a later part fails.
 *
 * @throws ConfigError, NightlatchError `data-locked`, `port-taken`, `hub-taken`, `broker-refused`.
 */
export async function openHome(config: Config, options: OpenHomeOptions): Promise<OpenHome> {
  sparePacketNumbers();
  return config.link?.role === 'join' ? await joinHome(config, config.link, options) : await hostHome(config, options);
}

type Link = NonNullable<Config['link']>;

/** Who Matter's commands are from. Which app it was, no controller tells. */
const MATTER = { origin: 'matter', client: 'matter' } as const;

async function hostHome(config: Config, options: OpenHomeOptions): Promise<OpenHome> {
  const { dataDir, log, clock = nodeClock, file, onSilent, media } = options;
  const narrator = narrate(config, log);
  const clients = clientSources(config.link, { clock, log });
  const hub = await openHub({
    home: homeOf(config),
    dataDir,
    sources: [
      ...createSources(config.sources, { log, clock, ...(file === undefined ? {} : { file }) }),
      ...(options.sources ?? []),
      ...clients,
    ],
    present: presenter(config.devices),
    plan: narrator.plan,
    supervision: planSupervision(config),
    seedCodes: seedCodes(config.users),
    journal: config.journal,
    silentSinks: createSilentSinks(config.silent, file),
    ...(onSilent ? { onSilent } : {}),
    ...(media ? { media } : {}),
    clock,
    log,
  });
  try {
    const link =
      config.link?.role === 'host' ? await hostLink(config.link, hub, { ...options, clock, clients }) : undefined;
    const settled = clock.after(DISCOVERY_MS, narrator.settle);
    const matter = options.withMatter
      ? await openMatter(config, hub.homeFor(MATTER), { ...options, clock, credentials: hub.credentials })
      : undefined;
    return {
      config,
      hub,
      home: (actor) => hub.homeFor(actor),
      ...(matter ? { matter } : {}),
      addresses: link?.addresses ?? [],
      close: once(async () => {
        settled.cancel();
        await matter?.close();
        await link?.close();
        await hub.close();
      }),
    };
  } catch (error) {
    await hub.close();
    throw error;
  }
}

async function joinHome(
  config: Config,
  link: Extract<Link, { role: 'join' }>,
  options: OpenHomeOptions,
): Promise<OpenHome> {
  const { broker, client, username, password, ca } = link;
  const devices = options.sources?.find(({ id }) => id === client);
  const remote = await openRemoteHome({
    broker,
    home: config.home.id,
    client,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca: readPem(ca, 'link.ca', options.file) }),
    ...(devices ? { devices } : {}),
    log: options.log,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const matter = options.withMatter ? await openMatter(config, remote, options) : undefined;
  return {
    config,
    home: () => remote,
    ...(matter ? { matter } : {}),
    addresses: [],
    close: once(async () => {
      await matter?.close();
      await remote.close();
    }),
  };
}

/** One source for each client that may bring devices in. */
function clientSources(link: Config['link'], tools: { clock: Clock; log: Log }): readonly ClientSource[] {
  const clients = link?.role === 'host' ? link.clients : [];
  return clients.filter(({ devices }) => devices).map(({ name }) => new ClientSource({ client: name, ...tools }));
}

async function hostLink(
  link: Extract<Link, { role: 'host' }>,
  hub: Hub,
  { log, clock, file, clients }: OpenHomeOptions & { readonly clients: readonly ClientSource[] },
): Promise<Pick<OpenHome, 'addresses' | 'close'>> {
  const { role: _, ca, tls, ...settings } = link;
  const host = await openLinkHost({
    ...settings,
    home: hub.hosted,
    sources: clients,
    ...(ca === undefined ? {} : { ca: readPem(ca, 'link.ca', file) }),
    ...(tls === undefined
      ? {}
      : {
          tls: {
            cert: readPem(tls.cert, 'link.tls.cert', file),
            key: readPem(tls.key, 'link.tls.key', file),
            port: tls.port,
          },
        }),
    log,
    ...(clock ? { clock } : {}),
  });
  const at = (scheme: string, port: number | undefined): string => `${scheme}://${link.bind}:${port}`;
  const addresses =
    link.broker === 'embedded'
      ? [
          { what: 'MQTT', address: at('mqtt', host.port) },
          ...(host.tlsPort === undefined ? [] : [{ what: 'MQTT with TLS', address: at('mqtts', host.tlsPort) }]),
        ]
      : [{ what: 'MQTT', address: link.broker }];
  return { addresses, close: () => host.close() };
}

/** After this long, a device that no source has described is worth a word. */
const DISCOVERY_MS = 20_000;

/** Plans, and says in the log what is new in each plan; what is missing only once the sources had time to report. */
function narrate(config: Config, log: Log): { plan: HubOptions['plan']; settle: () => void } {
  const planner = planHouse(config);
  const diary = new AdoptionDiary(log);
  let notes: readonly string[] = [];
  let isSettled = false;
  return {
    plan(devices) {
      const house = planner(devices);
      diary.tell(house);
      notes = house.notes;
      if (isSettled) diary.tellNotes(notes);
      return house.alarm;
    },
    settle() {
      isSettled = true;
      diary.tellNotes(notes);
    },
  };
}

function homeOf({ home: { id, name, timeZone } }: Config): HubOptions['home'] {
  return { id, name, ...(timeZone === undefined ? {} : { timeZone }) };
}

function seedCodes(users: Config['users']): readonly SeedCode[] {
  return users.flatMap(({ name, code, duress }) => [
    ...(code ? [{ user: name, code }] : []),
    ...(duress ? [{ user: name, code: duress, duress: true }] : []),
  ]);
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => (closed ??= close());
}
