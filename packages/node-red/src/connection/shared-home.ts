import type {
  CommandResult,
  Home,
  HomeChange,
  HomeCommand,
  HomeSnapshot,
  Log,
  MediaDirectory,
} from '@nightlatch/model';
import { NightlatchError } from '@nightlatch/model';
import { VirtualDevices } from '../devices/virtual-devices.ts';
import type { HomeSettings } from './home-settings.ts';
import { OwnDeeds } from './own-deeds.ts';
import type { Connection, People } from './open-connection.ts';
import { openConnection } from './open-connection.ts';

/** What is known of a home that is not open: nothing. */
const NOTHING: HomeSnapshot = { link: 'unknown', devices: new Map(), partitions: new Map(), troubles: [] };

export interface SharedHomeOptions {
  readonly settings: HomeSettings;
  readonly log: Log;
  readonly open?: typeof openConnection;
}

/**
 * One home for all the nodes that show it: one connection, whatever comes and goes in the flows.
 *
 * It is there at once and *unknown* until its hub is found; a home that cannot be opened stays so, and says why.
 */
export class SharedHome {
  readonly settings: HomeSettings;
  /** The devices that flows make in it. */
  readonly devices: VirtualDevices;
  readonly #log: Log;
  readonly #deeds: OwnDeeds;
  readonly #listeners = new Set<(change: HomeChange) => void>();
  readonly #opening: Promise<Connection | undefined>;
  #connection: Connection | undefined;
  #problem: string | undefined;

  constructor({ settings, log, open = openConnection }: SharedHomeOptions) {
    this.settings = settings;
    this.#log = log;
    this.devices = new VirtualDevices(settings.role === 'join' ? settings.client : 'node-red');
    this.#deeds = new OwnDeeds(this.devices.id, settings.role === 'host' ? 'node-red' : undefined);
    this.#opening = this.#open(open);
  }

  get home(): Home | undefined {
    return this.#connection?.home;
  }

  /** The people of the home, where its hub runs here and is open. */
  get people(): People | undefined {
    return this.#connection?.people;
  }

  /** Id of the home, as topics have it; empty until it was opened. */
  get id(): string {
    return this.home?.id ?? (this.settings.role === 'join' ? this.settings.home : '');
  }

  /** Why it cannot be opened, until its settings change. */
  get problem(): string | undefined {
    return this.#problem;
  }

  get snapshot(): HomeSnapshot {
    return this.home?.snapshot ?? NOTHING;
  }

  /** The cameras; undefined where the home has no media hub. */
  get media(): MediaDirectory | undefined {
    return this.home?.media;
  }

  get isOnline(): boolean {
    return this.snapshot.link === 'online';
  }

  /** Resolves when it was opened, or could not be. */
  async opened(): Promise<void> {
    await this.#opening;
  }

  /** Calls back at each change, once the snapshot holds it. What a listener throws is logged and stops no other. */
  subscribe(listener: (change: HomeChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves with whether the home has become as asked within so many milliseconds. */
  async becomes(isSo: (snapshot: HomeSnapshot) => boolean, withinMs: number): Promise<boolean> {
    if (isSo(this.snapshot)) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), withinMs);
    const unsubscribe = this.subscribe(() => {
      if (isSo(this.snapshot)) resolve(true);
    });
    return await promise.finally(() => {
      clearTimeout(timer);
      unsubscribe();
    });
  }

  /**
   * Gives a command.
   *
   * @param user Who gives it in the editor, as Node-RED knows them; it is then theirs, and not a flow's.
   * @throws NightlatchError `home-closed` when the home could not be opened.
   */
  async execute(command: HomeCommand, user?: string): Promise<CommandResult> {
    await this.#opening;
    if (!this.home) {
      throw new NightlatchError('home-closed', `The home is not open: ${this.#problem ?? 'it was closed'}`);
    }
    const theirs = user === undefined ? undefined : this.#connection?.homeOf?.(user);
    if (theirs) return await theirs.execute(command);
    this.#deeds.asked(command);
    const result = await this.home.execute(command);
    if (!result.ok) this.#deeds.refused(command);
    return result;
  }

  /** Tells whether a change is one that this Node-RED brought about. */
  isOwn(change: HomeChange): boolean {
    return this.#deeds.isOwn(change);
  }

  async close(): Promise<void> {
    const connection = await this.#opening;
    this.#connection = undefined;
    await connection?.close();
    this.#listeners.clear();
  }

  async #open(open: typeof openConnection): Promise<Connection | undefined> {
    try {
      const connection = await open(this.settings, { log: this.#log, devices: this.devices });
      this.#connection = connection;
      connection.home.changes.subscribe((change) => this.#changed(change));
      const { link } = connection.home.snapshot;
      if (link === 'online') this.#changed({ type: 'link', to: 'online', at: Date.now() });
      return connection;
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#log.error(`The home cannot be opened: ${this.#problem}`);
      this.#changed({ type: 'link', to: 'unknown', at: Date.now() });
      return undefined;
    }
  }

  #changed(change: HomeChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#log.error(`A node failed on a change of the home: ${String(error)}`);
      }
    }
  }
}
