import { randomUUID } from 'node:crypto';
import type { CodelessCommand, EngineState } from '@nightlatch/alarm';
import type {
  Actor,
  CommandResult,
  DeviceId,
  DeviceReport,
  Health,
  HomeCommand,
  KeypadAttempt,
  Log,
  Person,
  SourceSink,
  TimerHandle,
} from '@nightlatch/model';
import { durationText } from '@nightlatch/model';
import { HomeStore } from '@nightlatch/state';
import { Chronicle } from './chronicle.ts';
import { CodeDesk } from './codes/code-desk.ts';
import type { CodeRegistry } from './codes/code-registry.ts';
import { Tutor } from './codes/tutor.ts';
import type { Offered } from './command-desk.ts';
import { CommandDesk } from './command-desk.ts';
import { DeviceRegister } from './device-register.ts';
import { EffectRunner } from './effect-runner.ts';
import type { TimelessInput } from './engine-driver.ts';
import { EngineDriver } from './engine-driver.ts';
import type { EngineTime } from './engine-time.ts';
import { houseHealth } from './health.ts';
import type { Rest } from './inbox.ts';
import { Inbox } from './inbox.ts';
import { AnchorKeeper } from './journal/anchor-keeper.ts';
import { JournalTrouble } from './journal/journal-trouble.ts';
import { JournalWriter } from './journal/journal-writer.ts';
import type { Recovered } from './journal/recovery.ts';
import { DEFAULT_RETENTION } from './journal/segment-policy.ts';
import { nodeClock } from './node-clock.ts';
import type { HubOptions } from './options.ts';
import { withoutMisplacedCode } from './misplaced-code.ts';
import { OrderDesk } from './order-desk.ts';
import { PartitionBoard } from './partition-board.ts';
import type { SilentOutbox } from './silent/silent-outbox.ts';
import { Planner } from './planner.ts';
import { SirenDriver } from './siren-driver.ts';
import { HouseWatch } from './supervision/house-watch.ts';
import { TroubleBoard } from './trouble-board.ts';
import { unconfirmed } from './unconfirmed.ts';
import type { Absence } from './wakefulness.ts';
import { Wakefulness } from './wakefulness.ts';

/** What the inbox holds: something a source reported, or something for the engine alone. */
type Item =
  | { readonly type: 'report'; readonly report: DeviceReport; readonly at: number }
  | { readonly type: 'input'; readonly input: TimelessInput }
  /** Nobody watched, although the hub was there. */
  | { readonly type: 'woken'; readonly absence: Absence }
  /** Bring the partitions up to date: those that were touched, or all of them after a change of configuration. */
  | { readonly type: 'refresh' | 'rebuild' };

/** Inputs that somebody waits for an answer to. */
const COMMANDING: ReadonlySet<TimelessInput['type']> = new Set(['command', 'code-judged']);

/** Journal entries between two snapshots: what a start replays at most. */
const SNAPSHOT_EVERY = 2000;

export interface HomeCoreParts {
  readonly options: HubOptions;
  readonly recovered: Recovered;
  /** The journal's key. */
  readonly key: Uint8Array;
  readonly state: EngineState;
  readonly time: EngineTime;
  readonly codes: CodeRegistry;
  readonly outbox?: SilentOutbox;
}

/** The heart of the hub: one inbox, and the way from an item to the engine, its effects, the journal and the store. */
export class HomeCore implements SourceSink {
  readonly store = new HomeStore('online');
  readonly chronicle: Chronicle;
  readonly commands: CommandDesk;
  readonly anchors: AnchorKeeper;
  readonly #clock;
  readonly #log: Log;
  readonly #inbox: Inbox<Item>;
  readonly #journal: JournalWriter;
  readonly #journalTrouble: JournalTrouble;
  readonly #driver: EngineDriver;
  readonly #sirens: SirenDriver;
  readonly #partitions: PartitionBoard;
  readonly #troubles: TroubleBoard;
  readonly #devices: DeviceRegister;
  readonly #planner: Planner;
  readonly #watch: HouseWatch;
  readonly #wakefulness: Wakefulness;
  readonly #time: EngineTime;
  readonly #testHolds: { readonly testHoldsMs?: number };
  readonly #effects: EffectRunner;
  readonly #codes: CodeDesk;
  readonly #tutor: Tutor;
  #snapshotAt: number;
  readonly #hasRun: boolean;
  readonly #doubt: string | undefined;
  #refresh: TimerHandle | undefined;

  constructor({ options, recovered, key, state, time, codes, outbox }: HomeCoreParts) {
    const { log, clock = nodeClock } = options;
    this.#clock = clock;
    this.#time = time;
    const { testHoldsMs } = options.supervision ?? {};
    this.#testHolds = testHoldsMs === undefined ? {} : { testHoldsMs };
    this.#log = log;
    this.#snapshotAt = recovered.lastEntry;
    this.#hasRun = recovered.state !== undefined;
    this.#doubt = recovered.doubt;
    this.commands = new CommandDesk(recovered.answers);
    this.#inbox = new Inbox((item) => this.#handle(item));
    this.#journal = new JournalWriter({
      file: recovered.file,
      key,
      retention: options.journal ?? DEFAULT_RETENTION,
      clock,
      log,
      onTrouble: (problem) => {
        this.#watch.noteDisk(problem);
        this.#journalTrouble.disk(problem);
      },
    });
    this.anchors = new AnchorKeeper({
      dataDir: options.dataDir,
      key,
      clock,
      log,
      head: () => this.#journal.head ?? recovered.head,
    });
    this.chronicle = new Chronicle(this.#journal, recovered, () => this.store.snapshot);
    this.#driver = new EngineDriver({
      state,
      time,
      clock,
      log,
      onDecision: (input, effects) => {
        this.chronicle.input(input, effects);
        this.chronicle.uses(this.#driver.state.uses);
        this.#effects.run(effects);
      },
      onDue: () => this.feed({ type: 'tick' }),
      onFailure: (problem) => this.report({ type: 'trouble', kind: 'self-test', on: true, detail: problem }),
    });
    const current = (): EngineState => this.#driver.state;
    this.#journalTrouble = new JournalTrouble({ log, state: current, report: (report) => this.report(report) });
    const { timeZone } = options.home;
    this.#codes = new CodeDesk({
      codes,
      clock,
      log,
      ...(timeZone === undefined ? {} : { timeZone }),
      state: current,
      feed: (input) => this.feed(input),
    });
    const orders = new OrderDesk({
      sources: options.sources,
      log,
      onOutcome: (order, problem) => {
        const news = unconfirmed(order, problem, this.store.snapshot.troubles);
        if (news) this.report(news);
      },
    });
    this.#tutor = new Tutor({
      codes,
      clock,
      log,
      state: current,
      snapshot: () => this.store.snapshot,
      send: (order) => void orders.send(order),
    });
    this.#sirens = new SirenDriver(orders, clock);
    this.#troubles = new TroubleBoard(this.store, time, current);
    this.#partitions = new PartitionBoard({
      store: this.store,
      time,
      clock,
      state: current,
      onTouched: (delayMs) => {
        this.#refresh = clock.after(delayMs, () => this.#inbox.push({ type: 'refresh' }));
      },
    });
    const onWake = (absence: Absence): void => this.#inbox.push({ type: 'woken', absence });
    this.#wakefulness = new Wakefulness({ clock, onWake });
    this.#watch = new HouseWatch({
      options,
      clock,
      time,
      snapshot: () => this.store.snapshot,
      state: current,
      report: (report) => this.report(report),
      feed: (input) => this.feed(input),
      look: () => {
        const absence = this.#wakefulness.look();
        if (absence) onWake(absence);
      },
    });
    this.#devices = new DeviceRegister({ store: this.store, options, known: recovered.devices });
    this.#planner = new Planner({
      devices: this.#devices,
      onChange: (config) => {
        this.feed({ type: 'configured', config });
        this.#inbox.push({ type: 'rebuild' });
      },
    });
    this.#effects = new EffectRunner({
      store: this.store,
      chronicle: this.chronicle,
      commands: this.commands,
      orders,
      sirens: this.#sirens,
      partitions: this.#partitions,
      troubles: this.#troubles,
      clock,
      time,
      log,
      verify: (id) => void this.#codes.judge(id, this.commands.takeOffered(id)),
      onSilent: (effect) => {
        options.onSilent?.(effect);
        outbox?.take(effect, (rows, written) => this.chronicle.silent(rows, written));
      },
    });
    this.store.changes.subscribe((change) => {
      this.chronicle.change(change);
      this.#watch.notice(change);
    });
  }

  /** Puts at the head of the inbox that the hub started; nothing is handled before `resume`. */
  announceStart({ clockJumped, watchedAt }: { readonly clockJumped: boolean; readonly watchedAt?: number }): void {
    if (this.#hasRun) this.#driver.assumeStopped(watchedAt);
    for (const device of this.#devices.known())
      this.feed({ type: 'availability', device: device.id, available: 'unknown' });
    this.#planner.plan();
    this.#codes.tellPeople();
    this.feed({ type: 'hub', to: 'started', clockJumped });
    this.#journalTrouble.doubt(this.#doubt);
  }

  /** Handles what has gathered, and from now on everything as it comes. */
  resume(): void {
    this.#wakefulness.start();
    this.#inbox.resume();
    this.#partitions.refreshAll();
    this.#troubles.refresh();
    this.chronicle.commit();
    this.anchors.start();
    this.#watch.begin();
  }

  report(report: DeviceReport, at = this.#clock.now()): void {
    this.#inbox.push({ type: 'report', report, at });
  }

  keypad({ device, verb, mode, code, tag, transaction }: KeypadAttempt): void {
    if (tag && this.#tutor.takeTag(device, tag, transaction)) return;
    if (transaction !== undefined) this.#effects.expectAnswer(device, transaction);
    const offered: Offered | undefined = tag ? { secret: tag, kind: 'tag' } : code && { secret: code, kind: 'code' };
    void this.#ask(commandOf(device, verb, mode), { origin: 'keypad', client: device }, { offered });
  }

  feed(input: TimelessInput): void {
    this.#inbox.push({ type: 'input', input });
  }

  /** Takes a command in. @param key Under which its answer is kept, where it may be sent again. */
  execute(command: HomeCommand, actor: Actor, key?: string): Promise<CommandResult> {
    const known = key === undefined ? undefined : this.commands.known(key);
    if (known) return known;
    const { code, ...codeless } = command;
    const offered: Offered | undefined = code && { secret: code, kind: 'code' };
    return this.#ask(codeless, actor, { ...(key === undefined ? {} : { key }), offered });
  }

  #ask(
    command: CodelessCommand,
    actor: Actor,
    options: { readonly key?: string; readonly offered: Offered | undefined },
  ): Promise<CommandResult> {
    const id = randomUUID();
    const answer = this.commands.open(id, options);
    this.feed({
      type: 'command',
      id,
      command: withoutMisplacedCode(command, this.store.snapshot),
      hasCode: options.offered !== undefined,
      actor,
    });
    return answer;
  }

  /** How well the house can watch, in wall time. */
  health(): Health {
    return houseHealth(this.#driver.state, this.store.snapshot.devices.keys(), {
      ...this.#testHolds,
      toWall: (at) => this.#time.toWall(at),
    });
  }

  /** Finds somebody of the configuration. */
  configured(user: string): Person | undefined {
    return this.#driver.state.house.config.users.find(({ name }) => name === user);
  }

  async close(): Promise<void> {
    this.feed({ type: 'hub', to: 'stopped' });
    await this.#inbox.idle();
    this.#inbox.pause();
    this.#driver.close();
    this.#watch.close();
    this.#wakefulness.stop();
    this.#sirens.close();
    this.#refresh?.cancel();
    this.chronicle.commit(this.#driver.frozen());
    await this.#journal.close();
    await this.anchors.close();
    this.commands.close();
    this.chronicle.close();
    this.store.close();
  }

  #handle(item: Item): Rest | undefined {
    const absence = item.type === 'woken' ? item.absence : this.#wakefulness.look();
    if (absence) this.#wakeUp(absence);
    if (item.type === 'report') this.#take(item.report, item.at);
    else if (item.type === 'input') this.#driver.feed(item.input);
    else if (item.type === 'refresh') this.#partitions.refresh();
    else if (item.type === 'rebuild') this.#partitions.refreshAll();
    if (this.#effects.hasPutOff) return () => this.#finish(item);
    this.#finish(item);
    return undefined;
  }

  /**
   * Makes up for a time in which nobody watched as after a restart: what was due happens now and in full, and it is told from
   * when to when it was.
   */
  #wakeUp({ forMs, sleptMs }: Absence): void {
    this.#time.sleep(sleptMs);
    const why = sleptMs > 0 ? 'the machine slept' : 'the hub was stopped';
    this.#log.warn(`Nobody watched for ${durationText(forMs)}: ${why}.`);
    this.#watch.excuse(forMs);
    this.#driver.assumeStopped(this.#time.now() - forMs);
    this.#driver.feed({ type: 'hub', to: 'started' });
  }

  #finish(item: Item): void {
    this.#effects.runPutOff();
    // Whoever gave a command finds what it changed when the answer comes.
    if (item.type === 'input' && COMMANDING.has(item.input.type)) this.#partitions.refresh();
    this.chronicle.commit(this.#snapshotIfDue());
  }

  #take(report: DeviceReport, at: number): void {
    if (report.type === 'trouble') return this.#takeTrouble(report);
    const first = this.#watch.hear(report);
    if (first) this.#takeTrouble(first);
    if (report.type === 'operated') return this.#takeOperated(report);
    const { changes, inputs } = this.#devices.take(report, at);
    if (report.type === 'described' || report.type === 'removed') this.#planner.planSoon();
    this.#effects.holdBack(changes);
    for (const input of inputs) this.#driver.feed(input);
    this.#effects.run([]);
  }

  #takeOperated(report: Extract<DeviceReport, { type: 'operated' }>): void {
    const { device, slot, by, to } = report;
    const isNumbered = slot !== undefined && to === 'unlocked' && (by === 'code' || by === 'tag');
    if (isNumbered && this.#tutor.takeSlot({ device, slot })) return;
    this.#codes.nameOpener(report, (input) => this.#driver.feed(input));
  }

  #takeTrouble({ kind, device, on, detail }: Extract<DeviceReport, { type: 'trouble' }>): void {
    this.#troubles.explain(kind, device, detail);
    this.#driver.feed({ type: 'trouble', kind, ...(device === undefined ? {} : { device }), on });
  }

  #snapshotIfDue(): string | undefined {
    if (this.chronicle.entryNumber - this.#snapshotAt < SNAPSHOT_EVERY) return undefined;
    this.#snapshotAt = this.chronicle.entryNumber;
    return this.#driver.frozen();
  }
}

/** A tag at a reader asks for the door that the reader stands for: the engine knows which. */
function commandOf(device: DeviceId, verb: KeypadAttempt['verb'], mode = 'away'): CodelessCommand {
  if (verb === 'present') return { type: 'unlock', device };
  return verb === 'arm' ? { type: 'arm', mode } : { type: 'disarm' };
}
