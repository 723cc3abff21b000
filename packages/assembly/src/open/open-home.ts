import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Hub, SeedCode } from '@nightlatch/hub';
import { openHub, systemClock } from '@nightlatch/hub';
import { openRemoteHome } from '@nightlatch/link/client';
import { openLinkHost } from '@nightlatch/link/host';
import type { AlarmConfig } from '@nightlatch/alarm';
import type { Clock, DeviceSource, Home, Log, Origin } from '@nightlatch/model';
import { ConfigError } from '@nightlatch/model';
import { AdoptionDiary } from '../plan/adoption-diary.ts';
import { planHouse } from '../plan/plan-alarm.ts';
import { presenter } from '../plan/present-device.ts';
import type { Config } from '../schema/configuration-schema.ts';
import { createSources } from './registry.ts';

export interface OpenHomeOptions {
  /** Folder of the hub's database and keys; not used with `link.role: join`. */
  readonly dataDir: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** The configuration's file: paths in it are meant from its folder. The working folder by default. */
  readonly file?: string;
  /** Sources beside those of the configuration, as tests and demonstrations bring. */
  readonly sources?: readonly DeviceSource[];
  /** Told of duress and silent panic, and nobody else is. */
  onSilent?(effect: { readonly event: 'duress' | 'panic'; readonly partition: string; readonly user?: string }): void;
}

/** A home that is open: its hub runs here, or is followed from here. */
export interface OpenHome {
  /** The home for one way in. Where the hub is elsewhere, it counts every command as its own client's instead. */
  home(actor: { readonly origin: Origin; readonly client?: string }): Home;
  /** The hub, where it runs here. */
  readonly hub?: Hub;
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
  return config.link?.role === 'join' ? await joinHome(config, config.link, options) : await hostHome(config, options);
}

type Link = NonNullable<Config['link']>;

async function hostHome(config: Config, options: OpenHomeOptions): Promise<OpenHome> {
  const { dataDir, log, clock = systemClock, onSilent } = options;
  const hub = await openHub({
    home: { id: config.home.id, name: config.home.name },
    dataDir,
    sources: [...createSources(config.sources, { log, clock }), ...(options.sources ?? [])],
    present: presenter(config.devices),
    plan: narratedPlan(config, log),
    seedCodes: seedCodes(config.users),
    ...(onSilent ? { onSilent } : {}),
    clock,
    log,
  });
  try {
    const link = config.link?.role === 'host' ? await hostLink(config.link, hub, { ...options, clock }) : undefined;
    return {
      hub,
      home: (actor) => hub.homeFor(actor),
      addresses: link?.addresses ?? [],
      close: once(async () => {
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
  const remote = await openRemoteHome({
    broker,
    home: config.home.id,
    client,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca: readPem(ca, 'link.ca', options.file) }),
    log: options.log,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  return { home: () => remote, addresses: [], close: once(() => remote.close()) };
}

async function hostLink(
  link: Extract<Link, { role: 'host' }>,
  hub: Hub,
  { log, clock, file }: OpenHomeOptions,
): Promise<Pick<OpenHome, 'addresses' | 'close'>> {
  const { role: _, ca, tls, ...settings } = link;
  const host = await openLinkHost({
    ...settings,
    home: hub.hosted,
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

function narratedPlan(config: Config, log: Log): (devices: Parameters<ReturnType<typeof planHouse>>[0]) => AlarmConfig {
  const plan = planHouse(config);
  const diary = new AdoptionDiary(log);
  return (devices) => {
    const house = plan(devices);
    diary.tell(house);
    return house.alarm;
  };
}

function seedCodes(users: Config['users']): readonly SeedCode[] {
  return users.flatMap(({ name, code, duress }) => [
    ...(code ? [{ user: name, code }] : []),
    ...(duress ? [{ user: name, code: duress, duress: true }] : []),
  ]);
}

/** Reads the file that a certificate or key is in; one that stands in the configuration itself is taken as it is. */
function readPem(path: string, key: string, file: string | undefined): string {
  if (path.startsWith('-----BEGIN ')) return path;
  const from = file === undefined ? process.cwd() : dirname(resolve(file));
  try {
    return readFileSync(resolve(from, path), 'utf8');
  } catch (cause) {
    const problem = { key, message: `The file ${path} cannot be read.`, remedy: 'Check its name and who owns it.' };
    throw new ConfigError([{ ...(file === undefined ? {} : { file }), ...problem }], { cause });
  }
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => (closed ??= close());
}
