import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint, Environment } from '@matter/main';
import { Environment as Environments } from '@matter/main';
import { MdnsService } from '@matter/main/protocol';
import type { Bridge, Clock, Credentials, Home, Language, Log } from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import type { Aggregators } from '../endpoint/aggregator-host.ts';
import { AggregatorHost } from '../endpoint/aggregator-host.ts';
import type { LockPolicy } from '../endpoint/lock-settings.ts';
import { MAX_USERS } from '../endpoint/lock-settings.ts';
import { LockUsers } from '../endpoint/lock-users.ts';
import { openEndpointMemory } from '../endpoint-memory.ts';
import { MatterBridge } from '../matter-bridge.ts';
import { RememberingHost } from '../remembering-host.ts';
import type { MatterConfig, MatterSettings } from '../options.ts';
import { matterSchema } from '../options.ts';
import type { EndpointPlan } from '../plan/endpoint-plan.ts';
import type { MatterPairing } from './bridge-node.ts';
import { BridgeNode } from './bridge-node.ts';
import { EndpointBook } from './endpoint-book.ts';
import { loadCameras, matterJs } from './load-matter.ts';
import { lockUserMemory } from './lock-user-memory.ts';
import { takeMatterLog } from './matter-log.ts';
import { matterEnvironment } from './matter-storage.ts';
import { PairingSecrets } from './pairing-secrets.ts';

export interface MatterServerParts {
  readonly options?: MatterConfig;
  /** A folder of its own: fabrics, keys, pairing codes. Who can read it can be the bridge. */
  readonly folder: string;
  readonly log: Log;
  readonly language?: Language;
  readonly clock?: Clock;
  readonly lockPolicy?: LockPolicy;
  /** The codes of the house, for apps that look after a lock's. */
  readonly credentials?: Credentials;
  /** Whether the hub runs elsewhere: what the last start showed is shown again, unreachable, until the hub is there. */
  readonly isRemote?: boolean;
  /** IANA zone in which apps mean the schedules of a lock; the machine's own by default. */
  readonly timeZone?: string;
}

/**
 * The Matter bridge of a home: as many bridges as its devices need, on one port each.
 *
 * Nobody hears of it before the home is known as a whole. An app that finds a bridge without its devices forgets them,
 * with their rooms and automations.
 */
export class MatterServer implements Bridge, Aggregators {
  readonly #parts: MatterServerParts;
  readonly #options: MatterSettings;
  readonly #nodes: BridgeNode[] = [];
  #book: EndpointBook | undefined;
  #secrets: PairingSecrets | undefined;
  #environment: Environment | undefined;
  #host: AggregatorHost | undefined;
  #bridge: MatterBridge | undefined;
  #homeName = '';
  #isComplete = false;
  #failure: unknown;
  #isStarted = false;
  #isStopped = false;

  constructor(parts: MatterServerParts) {
    this.#parts = parts;
    this.#options = matterSchema.parse(parts.options ?? {});
  }

  /**
   * Shows a home. Resolves when the bridge is online, or, while the hub is away, when it waits for the hub.
   *
   * @throws NightlatchError `matter-storage`, `matter-secrets-unreadable`, `port-taken`.
   */
  async start(home: Home): Promise<void> {
    const { folder, log, language, clock, lockPolicy } = this.#parts;
    takeMatterLog(log);
    leaveProcessAlone();
    const { interface: networkInterface } = this.#options;
    if (networkInterface !== undefined) Environments.default.vars.set('mdns.networkInterface', networkInterface);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#homeName = home.name;
    this.#secrets = new PairingSecrets(folder, log);
    this.#book = new EndpointBook(folder, log);
    this.#environment = matterEnvironment(join(folder, 'storage'), log);
    const {
      port: _port,
      interface: _interface,
      endpointsPerBridge: _endpoints,
      codes: _codes,
      cameras,
      ...view
    } = this.#options;
    const media = cameras === 'experimental' ? home.media : undefined;
    this.#host = new AggregatorHost({
      matter: media ? { ...matterJs, cameras: await loadCameras() } : matterJs,
      homeId: home.id,
      aggregators: this,
      log,
      ...(clock ? { clock } : {}),
      ...(lockPolicy ? { lockPolicy } : {}),
      ...lockUsers(this.#parts, this.#options.codes, log),
    });
    const remembering = this.#parts.isRemote ? this.#remembering(this.#host) : undefined;
    this.#bridge = new MatterBridge({
      host: remembering ?? this.#host,
      log,
      options: view,
      ...(media ? { media } : {}),
      ...(language ? { language } : {}),
      ...(clock ? { clock } : {}),
    });
    try {
      await this.#bridgeAt(0);
      if (remembering?.hasAny) await remembering.restore().then(() => this.complete());
      await this.#bridge.start(home);
      if (this.#failure !== undefined) throw this.#failure;
      this.#isStarted = true;
      if (home.snapshot.link !== 'online') log.info(remembering?.hasAny ? UNREACHABLE : WAITS);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    await this.#bridge?.stop();
    for (const node of this.#nodes) await node.close();
    if (!this.#isStarted || this.#nodes.some((node) => node.wasLetGo)) await closeLeftovers();
  }

  /** How each bridge is paired, and with whom it is. */
  pairings(): readonly MatterPairing[] {
    return this.#nodes.map((node) => node.pairing());
  }

  async aggregatorFor({ name }: EndpointPlan, identity: string): Promise<Endpoint> {
    const book = this.#known(this.#book);
    const index = book.get(identity)?.bridge ?? this.#roomyBridge(book);
    const node = await this.#bridgeAt(index);
    book.set(identity, { bridge: index, name: book.get(identity)?.name ?? name });
    this.#saveBook();
    if (this.#isComplete && !node.isOnline) await startNode(node);
    return node.aggregator;
  }

  nameGiven(identity: string, name: string): 'same' | 'new' {
    const book = this.#known(this.#book);
    const known = book.get(identity);
    if (known?.name === name) return 'same';
    book.set(identity, { bridge: known?.bridge ?? 0, name });
    this.#saveBook();
    return 'new';
  }

  forget(identity: string): void {
    this.#book?.delete(identity);
    this.#saveBook();
  }

  /** The home is known as a whole: now apps may see it. */
  async complete(): Promise<void> {
    this.#isComplete = true;
    this.#saveBook();
    try {
      for (const node of this.#nodes) await startNode(node);
    } catch (error) {
      this.#failure = error;
      if (this.#isStarted) this.#parts.log.error(error instanceof Error ? error.message : String(error));
    }
  }

  /** Not before the home is known as a whole: until then nobody has seen an endpoint. */
  #saveBook(): void {
    if (this.#isComplete) this.#book?.save();
  }

  #roomyBridge(book: EndpointBook): number {
    let index = 0;
    while (book.countOn(index) >= this.#options.endpointsPerBridge) index += 1;
    return index;
  }

  async #bridgeAt(index: number): Promise<BridgeNode> {
    for (let next = this.#nodes.length; next <= index; next += 1) this.#nodes.push(await this.#create(next));
    const node = this.#nodes[index];
    if (!node) throw new NightlatchError('matter-storage', `There is no Matter bridge ${index + 1}.`);
    return node;
  }

  async #create(index: number): Promise<BridgeNode> {
    const { folder } = this.#parts;
    try {
      const node = await BridgeNode.create({
        environment: this.#known(this.#environment),
        hasCameras: this.#options.cameras === 'experimental',
        index,
        name: index === 0 ? this.#homeName : `${this.#homeName} ${index + 1}`,
        port: this.#options.port === 0 ? 0 : this.#options.port + index,
        secret: this.#known(this.#secrets).of(index),
      });
      node.onBeginAnew(() => this.#host?.refreshAll());
      return node;
    } catch (cause) {
      const isFull = /ENOSPC|EDQUOT/.test(String(cause));
      const remedy = isFull
        ? `has no room in ${folder}: make some, then start the hub again.`
        : `cannot be read from ${folder}: restore that folder from a backup, or delete it and pair every app anew.`;
      throw new NightlatchError('matter-storage', `The Matter bridge ${remedy} ${String(cause)}`, { cause });
    }
  }

  #remembering(host: AggregatorHost): RememberingHost {
    const { folder, log } = this.#parts;
    return new RememberingHost(host, openEndpointMemory(join(folder, 'shown.json'), log));
  }

  #known<T>(value: T | undefined): T {
    if (value === undefined) throw new NightlatchError('matter-not-started', 'The Matter bridge has not started.');
    return value;
  }
}

const WAITS = 'Matter waits for the hub before it shows itself.';
const UNREACHABLE = 'Matter shows the house as it was, and nothing in it can be reached before the hub is there.';

/** The people whom locks list, where the owner lets apps see them. */
function lockUsers({ credentials, folder, timeZone }: MatterServerParts, codes: MatterSettings['codes'], log: Log) {
  if (!credentials || codes === 'none') return {};
  const parts = {
    credentials,
    canManage: codes === 'manage',
    capacity: MAX_USERS,
    memory: lockUserMemory(folder, log),
  };
  return { lockUsers: new LockUsers({ ...parts, ...(timeZone === undefined ? {} : { timeZone }) }) };
}

/** Signals, and how the process ends, are the host's business. */
function leaveProcessAlone(): void {
  Environments.default.vars.set('runtime.signals', false);
  Environments.default.vars.set('runtime.exitcode', false);
}

/**
 * Closes the sockets of mDNS, which matter.js 0.17.9 forgets once a node could not be made, or was erased as it is when its
 * last app lets it go: they would keep the process alive.
 */
async function closeLeftovers(): Promise<void> {
  await Environments.default.maybeGet(MdnsService)?.close();
}

async function startNode(node: BridgeNode): Promise<void> {
  if (node.isOnline) return;
  const { name, port } = node.pairing();
  try {
    await node.start();
  } catch (cause) {
    const isTaken = /EADDRINUSE|already in use/i.test(String(cause));
    if (!isTaken) throw cause;
    throw new NightlatchError(
      'port-taken',
      `The Matter bridge ${name} cannot have UDP port ${port}: end what holds it, or choose another bridges.matter.port.`,
      { cause },
    );
  }
}
