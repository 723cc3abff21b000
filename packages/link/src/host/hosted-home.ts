import type {
  Actor,
  CommandResult,
  Health,
  HomeCommand,
  HomeSnapshot,
  Listenable,
  NumberedChange,
} from '@nightlatch/model';

/** Where the hub's journal stood at an instant, as a text that only the house's keys can read. */
export interface JournalAnchor {
  readonly at: number;
  readonly anchor: string;
}

/** What the hub gives the link to serve: the home, with the numbers of its history. */
export interface HostedHome {
  readonly id: string;
  readonly name: string;
  /** Identity of this run of the hub. */
  readonly instance: string;
  readonly snapshot: HomeSnapshot;
  /**
   * Every change as it happens, in order, under the number that it will be committed by; absent where the host has none
   * to tell before it is committed.
   */
  readonly live?: Listenable<NumberedChange>;
  /** Every change, after it was committed, in order and without a gap. */
  readonly committed: Listenable<NumberedChange>;
  /** The number of the last committed change. */
  readonly lastNumber: number;
  /** The newest anchor of the journal, for keeping outside the hub; absent while there is none. */
  readonly anchor?: JournalAnchor | undefined;
  /** Each new anchor. */
  readonly anchors?: Listenable<JournalAnchor>;
  /** How well the home can watch; absent where the host does not say. */
  health?(): Health;
  /** The changes after `n`, or undefined when they are no longer kept and the client must read the whole state. */
  changesAfter(n: number): readonly NumberedChange[] | undefined;
  /**
   * Runs a command for an authenticated client. A known `id` of the same client gets its first answer again,
   * also after a restart of the hub.
   */
  execute(command: HomeCommand, actor: Actor, id: string): Promise<CommandResult>;
}
