import type { AlarmEffect, AlarmInput, EngineState } from '@nightlatch/alarm';
import type { CommandResult, DeviceId, HomeChange, HomeSnapshot, Listenable, NumberedChange } from '@nightlatch/model';
import type { Batch } from './journal/batch.ts';
import { decisionsOf } from './journal/decisions.ts';
import type { Piece } from './journal/journal-writer.ts';
import type { Recovered } from './journal/recovery.ts';
import { CHANGES_KEPT } from './journal/recovery.ts';
import { Listeners } from './listeners.ts';
import type { SilentRow } from './silent/silent-outbox.ts';

/** Where pieces go, and come back from when they are on disk. */
export interface PieceSink {
  add(piece: Piece): void;
}

/** Changes of the alarm itself: no power cut may fall between them and the disk for longer than must be. */
const URGENT: ReadonlySet<HomeChange['type']> = new Set(['partition', 'hazard']);

interface Step {
  readonly input: AlarmInput;
  readonly effects: readonly AlarmEffect[];
}

/**
 * Keeps the history of one home: numbers its inputs and its changes, and lets the changes and the answers to commands out
 * once they are on disk. Between `begin` and `commit` everything belongs to one step, which is written whole or not at all.
 */
export class Chronicle {
  readonly #live = new Listeners<NumberedChange>();
  readonly #committed = new Listeners<NumberedChange>();
  readonly #sink: PieceSink;
  readonly #snapshot: () => HomeSnapshot;
  readonly #recent: NumberedChange[];
  #entry: number;
  #change: number;
  #committedNumber: number;
  #steps: Step[] = [];
  #changes: NumberedChange[] = [];
  #answers: { key: string; result: CommandResult }[] = [];
  #releases: (() => void)[] = [];
  #devices = new Set<DeviceId>();
  #silent: SilentRow[] = [];
  #uses: EngineState['uses'] | undefined;
  #usesKept: EngineState['uses'];

  constructor(sink: PieceSink, recovered: Recovered, snapshot: () => HomeSnapshot) {
    this.#sink = sink;
    this.#snapshot = snapshot;
    this.#entry = recovered.lastEntry;
    this.#change = recovered.lastChange;
    this.#committedNumber = recovered.lastChange;
    this.#recent = [...recovered.changes];
  }

  /** Every change as it happens, under the number that it will bear on disk: it promises nothing yet. */
  get live(): Listenable<NumberedChange> {
    return this.#live;
  }

  /** Every change once it is on disk, in order and without a gap. */
  get committed(): Listenable<NumberedChange> {
    return this.#committed;
  }

  /** The number of the newest journal entry. */
  get entryNumber(): number {
    return this.#entry;
  }

  /** The number of the newest change that is on disk. */
  get committedNumber(): number {
    return this.#committedNumber;
  }

  /** Notes an input and what the engine decided at it. */
  input(input: AlarmInput, effects: readonly AlarmEffect[]): void {
    this.#steps.push({ input, effects });
  }

  change(change: HomeChange): void {
    this.#change += 1;
    const numbered = { n: this.#change, change };
    this.#changes.push(numbered);
    if (change.type === 'described') this.#devices.add(change.device.id);
    else if (change.type === 'removed' || change.type === 'attribute') this.#devices.add(change.device);
    this.#live.tell(numbered);
  }

  /** Keeps an answer for a command that may be sent again, and gives it out after the commit. */
  answer(key: string | undefined, result: CommandResult, release: () => void): void {
    if (key !== undefined) this.#answers.push({ key, result });
    this.#releases.push(release);
  }

  /** Keeps silent alarms for their sinks with the step that they belong to. @param release Called after the commit. */
  silent(rows: readonly SilentRow[], release: () => void): void {
    this.#silent.push(...rows);
    this.#releases.push(release);
  }

  /** Keeps the engine's count of uses with the step that changed it. */
  uses(uses: EngineState['uses']): void {
    if (uses === this.#usesKept) return;
    this.#usesKept = uses;
    this.#uses = uses ?? {};
  }

  /** Ends a step: hands what it gathered to the disk. `snapshot` is the engine's state to resume from, as JSON. */
  commit(snapshot?: string): void {
    const { steps, changes, answers, releases, devices, silent, uses } = this.#take();
    if (steps.length + changes.length + answers.length + releases.length === 0 && snapshot === undefined) return;
    const first = this.#entry + 1;
    this.#entry += steps.length;
    const last = this.#entry;
    const at = Date.now();
    const write = (): Partial<Batch> => ({
      entries: steps.map(({ input, effects }, index) => ({
        n: first + index,
        at: input.at,
        kind: input.type,
        body: JSON.stringify(input),
        decisions: decisionsOf(effects),
      })),
      events: changes.map(({ n, change }) => ({ n, at: change.at, body: JSON.stringify(lean(change)) })),
      answers: answers.map(({ key, result }) => ({ key, at, body: JSON.stringify(result) })),
      devices: [...devices].map((id) => ({ id, body: this.#deviceBody(id) })),
      silent,
      ...(uses === undefined ? {} : { uses: JSON.stringify(uses) }),
      ...(snapshot === undefined ? {} : { snapshot: { n: last, body: snapshot } }),
    });
    const isUrgent = releases.length > 0 || changes.some(({ change }) => URGENT.has(change.type));
    this.#sink.add({ write, isUrgent, done: () => this.#release(changes, releases) });
  }

  /** The changes after `n`, oldest first; undefined when some of them are no longer kept. */
  after(n: number): readonly NumberedChange[] | undefined {
    if (n >= this.#committedNumber) return n === this.#committedNumber ? [] : undefined;
    const oldest = this.#recent[0]?.n;
    return oldest !== undefined && oldest <= n + 1 ? this.#recent.filter((numbered) => numbered.n > n) : undefined;
  }

  close(): void {
    this.#live.clear();
    this.#committed.clear();
  }

  #take() {
    const taken = {
      steps: this.#steps,
      changes: this.#changes,
      answers: this.#answers,
      releases: this.#releases,
      devices: this.#devices,
      silent: this.#silent,
      uses: this.#uses,
    };
    this.#steps = [];
    this.#changes = [];
    this.#answers = [];
    this.#releases = [];
    this.#devices = new Set();
    this.#silent = [];
    this.#uses = undefined;
    return taken;
  }

  #deviceBody(id: DeviceId): string | null {
    const device = this.#snapshot().devices.get(id);
    return device ? JSON.stringify(device) : null;
  }

  #release(changes: readonly NumberedChange[], releases: readonly (() => void)[]): void {
    for (const numbered of changes) {
      this.#recent.push(numbered);
      this.#committedNumber = numbered.n;
      this.#committed.tell(numbered);
    }
    if (this.#recent.length > 2 * CHANGES_KEPT) this.#recent.splice(0, this.#recent.length - CHANGES_KEPT);
    for (const release of releases) release();
  }
}

/** A partition's zones seldom change and are long: a change that leaves them as they were is kept without them. */
function lean(change: HomeChange): HomeChange {
  if (change.type !== 'partition' || change.from?.zones !== change.to.zones) return change;
  return { ...change, from: { ...change.from, zones: [], ready: {} }, to: { ...change.to, zones: [] } };
}
