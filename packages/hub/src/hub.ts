import { randomUUID } from 'node:crypto';
import { initialState } from '@nightlatch/alarm';
import type { HostedHome } from '@nightlatch/link/host';
import type { DeviceSource, Home, Log, SourceSink } from '@nightlatch/model';
import { bridgeCredentials } from './codes/bridge-credentials.ts';
import { SqliteCodeRegistry } from './codes/code-registry.ts';
import { claimData } from './data-lock.ts';
import { EngineTime } from './engine-time.ts';
import { HomeCore } from './home-core.ts';
import type { Recovered } from './journal/recovery.ts';
import { recover } from './journal/recovery.ts';
import { makeKeys } from './keys.ts';
import { nodeClock } from './node-clock.ts';
import { lastWatchedAt } from './pulse.ts';
import type { Hub, HubOptions } from './options.ts';
import { SilentOutbox } from './silent/silent-outbox.ts';

/**
 * Opens a home: claims its data folder, brings the engine back to where it was, starts the sources.
 *
 * A source that cannot start is trouble, not an end: the rest of the house goes on.
 *
 * @throws NightlatchError `data-locked` when another hub holds the folder, `database-unreadable`, `keys-unreadable`.
 */
export async function openHub(options: HubOptions): Promise<Hub> {
  const { dataDir, home, log, clock = nodeClock } = options;
  const instance = randomUUID();
  const lock = claimData(dataDir, instance);
  let recovered: Recovered | undefined;
  try {
    const keys = makeKeys(dataDir);
    recovered = recover(dataDir, keys.journal);
    const codes = new SqliteCodeRegistry(recovered.database, keys.pepper);
    await seedCodes(codes, options);
    const watchedAt = lastWatchedAt(dataDir, recovered.lastAt);
    const time = new EngineTime(clock, watchedAt);
    const state = recovered.state ?? initialState(options.plan(recovered.devices), time.now());
    const { database } = recovered;
    const outbox = new SilentOutbox({ database, sinks: options.silentSinks ?? [], home, clock });
    const core = new HomeCore({ options, recovered, key: keys.journal, state, time, codes, outbox });
    core.announceStart({ clockJumped: time.clockJumped, ...(watchedAt === undefined ? {} : { watchedAt }) });
    await startSources(options.sources, core, log);
    core.resume();
    outbox.wake();
    return {
      instance,
      codes,
      credentials: bridgeCredentials(codes, (user) => core.configured(user)),
      hosted: hostedHome(core, { ...home, instance }),
      health: () => core.health(),
      homeFor: (actor) => localHome(core, options, actor),
      async close() {
        await Promise.allSettled(options.sources.map((source) => source.stop()));
        await core.close();
        outbox.close();
        recovered?.database.close();
        lock.release();
      },
    };
  } catch (error) {
    recovered?.database.close();
    lock.release();
    throw error;
  }
}

async function seedCodes(codes: SqliteCodeRegistry, { seedCodes: seeds = [], log }: HubOptions): Promise<void> {
  for (const { user, code, duress = false } of seeds) {
    try {
      if (await codes.seed(user, code, duress))
        log.info(`Enrolled the configured code of ${user}: its plain copy can be deleted.`);
    } catch (error) {
      log.error(error instanceof Error ? error.message : String(error));
    }
  }
}

async function startSources(sources: readonly DeviceSource[], core: HomeCore, log: Log): Promise<void> {
  const starts = sources.map(async (source) => {
    try {
      await source.start(sinkOf(core, source.id));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.error(`The source ${source.id} could not start: ${why}`);
      core.report({ type: 'trouble', kind: 'unavailable', device: source.id, on: true, detail: why });
    }
  });
  await Promise.all(starts);
}

/** What a source says of itself bears its name: two sources may each be in trouble, and one away is not a house in trouble. */
function sinkOf(core: HomeCore, source: string): SourceSink {
  return {
    report: (report, at) => core.report(report.type === 'trouble' ? { device: source, ...report } : report, at),
    keypad: (attempt) => core.keypad(attempt),
  };
}

function localHome(core: HomeCore, { home, media }: HubOptions, actor: Parameters<Hub['homeFor']>[0]): Home {
  return {
    id: home.id,
    name: home.name,
    ...(media ? { media } : {}),
    get snapshot() {
      return core.store.snapshot;
    },
    changes: core.store.changes,
    execute: (command) => core.execute(command, actor),
  };
}

function hostedHome(
  core: HomeCore,
  { id, name, instance }: { id: string; name: string; instance: string },
): HostedHome {
  return {
    id,
    name,
    instance,
    get snapshot() {
      return core.store.snapshot;
    },
    get lastNumber() {
      return core.chronicle.committedNumber;
    },
    live: core.chronicle.live,
    committed: core.chronicle.committed,
    get anchor() {
      return core.anchors.newest;
    },
    anchors: core.anchors.anchors,
    changesAfter: (n) => core.chronicle.after(n),
    health: () => core.health(),
    execute: (command, actor, commandId) => core.execute(command, actor, `${actor.client ?? ''}:${commandId}`),
  };
}
