import type { Actor, CommandResult, HomeCommand, HomeSnapshot, Listenable, NumberedChange } from '@nightlatch/model';

/** What the hub gives the link to serve: the home, with the numbers of its history. */
export interface HostedHome {
  readonly id: string;
  readonly name: string;
  /** Identity of this run of the hub. */
  readonly instance: string;
  readonly snapshot: HomeSnapshot;
  /** Every change, after it was committed, in order and without a gap. */
  readonly committed: Listenable<NumberedChange>;
  /** The number of the last committed change. */
  readonly lastNumber: number;
  /** The changes after `n`, or undefined when they are no longer kept and the client must read the whole state. */
  changesAfter(n: number): readonly NumberedChange[] | undefined;
  /**
   * Runs a command for an authenticated client. A known `id` of the same client gets its first answer again,
   * also after a restart of the hub.
   */
  execute(command: HomeCommand, actor: Actor, id: string): Promise<CommandResult>;
}
