import type { AlarmEffect } from '@nightlatch/alarm';
import type { Hazard, JournalEntry, PartitionId } from '@nightlatch/model';

/** A stretch of the journal: from the arming, or the first alarm of a disarmed house, until all is disarmed and over. */
export interface Incident {
  readonly first: number;
  /** The newest entry so far, while the incident is not over. */
  readonly last: number;
  /** Engine time, epoch milliseconds. */
  readonly fromAt: number;
  readonly toAt: number;
  readonly isOver: boolean;
  /** What alarmed, in the order in which it first did. */
  readonly hazards: readonly Hazard[];
}

/** Finds the incidents of a journal, oldest first. Reads it once. Pure. */
export async function findIncidents(
  entries: AsyncIterable<JournalEntry> | Iterable<JournalEntry>,
): Promise<readonly Incident[]> {
  const incidents: Incident[] = [];
  const watch = new Watch();
  let open: Incident | undefined;
  let newest: JournalEntry | undefined;
  for await (const entry of entries) {
    newest = entry;
    const { n, at } = entry;
    const hazards = watch.take((entry.decisions ?? []) as readonly AlarmEffect[]);
    if (!open && !watch.isBusy && hazards.length === 0) continue;
    open ??= { first: n, last: n, fromAt: at, toAt: at, isOver: false, hazards: [] };
    open = { ...open, last: n, toAt: at, hazards: [...new Set([...open.hazards, ...hazards])] };
    if (watch.isBusy) continue;
    incidents.push({ ...open, isOver: true });
    open = undefined;
  }
  return open && newest ? [...incidents, { ...open, last: newest.n, toAt: newest.at }] : incidents;
}

/** What keeps an incident going. */
class Watch {
  readonly #guarded = new Set<PartitionId>();
  readonly #alarms = new Set<string>();

  get isBusy(): boolean {
    return this.#guarded.size + this.#alarms.size > 0;
  }

  /** Takes what was decided at one input. @returns What alarmed. */
  take(decisions: readonly AlarmEffect[]): readonly Hazard[] {
    const alarmed: Hazard[] = [];
    for (const decision of decisions) {
      if (decision.type === 'state') {
        if (decision.to === 'disarmed') this.#guarded.delete(decision.partition);
        else this.#guarded.add(decision.partition);
      } else if (decision.type === 'hazard') {
        const alarm = `${decision.partition} ${decision.hazard}`;
        if (decision.to === 'restored') this.#alarms.delete(alarm);
        else this.#alarms.add(alarm);
        if (decision.to === 'alarm' || decision.to === 'verifying') alarmed.push(decision.hazard);
      }
    }
    return alarmed;
  }
}
