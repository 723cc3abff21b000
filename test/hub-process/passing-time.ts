/**
 * Lets time pass in this process without waiting for it. Import it before anything else: every timer, `Date` and
 * `performance.now` then follow one clock, which runs as the machine's does until `pass` moves it on.
 */

interface Entry {
  readonly call: () => void;
  readonly everyMs: number | undefined;
  dueAt: number;
  handle?: NodeJS.Timeout;
  isRefed: boolean;
}

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  now: performance.now.bind(performance),
  Date: globalThis.Date,
};
/** Between two timers the sockets have their say: a broker's answer, or a lack of one, must be seen before time goes on. */
const TURN_MS = 1;

const entries = new Set<Entry>();
let passedMs = 0;

const now = (): number => real.now() + passedMs;

/** What stands for a timer: whoever asked for it can end it, renew it, and let the process end before it. */
class Timer {
  readonly entry: Entry;
  readonly #ms: number;

  constructor(call: () => void, ms: number, isRepeated: boolean) {
    this.#ms = Math.max(1, Number.isFinite(ms) ? ms : 1);
    this.entry = { call, everyMs: isRepeated ? this.#ms : undefined, dueAt: now() + this.#ms, isRefed: true };
    arm(this.entry);
  }

  ref(): this {
    this.entry.isRefed = true;
    this.entry.handle?.ref();
    return this;
  }

  unref(): this {
    this.entry.isRefed = false;
    this.entry.handle?.unref();
    return this;
  }

  hasRef(): boolean {
    return this.entry.isRefed;
  }

  refresh(): this {
    this.entry.dueAt = now() + this.#ms;
    arm(this.entry);
    return this;
  }

  close(): this {
    clear(this);
    return this;
  }

  [Symbol.dispose](): void {
    clear(this);
  }
}

function arm(entry: Entry): void {
  real.clearTimeout(entry.handle);
  entries.add(entry);
  entry.handle = real.setTimeout(() => fire(entry), Math.max(0, entry.dueAt - now()));
  if (!entry.isRefed) entry.handle.unref();
}

function fire(entry: Entry): void {
  entries.delete(entry);
  real.clearTimeout(entry.handle);
  if (entry.everyMs !== undefined) {
    entry.dueAt = now() + entry.everyMs;
    arm(entry);
  }
  entry.call();
}

function clear(timer: unknown): void {
  if (!(timer instanceof Timer)) return real.clearTimeout(timer as NodeJS.Timeout);
  entries.delete(timer.entry);
  real.clearTimeout(timer.entry.handle);
}

class PassingDate extends real.Date {
  constructor(...args: readonly unknown[]) {
    if (args.length === 0) super(PassingDate.now());
    else super(...(args as [number]));
  }

  static override now(): number {
    return Math.floor(real.Date.now() + passedMs);
  }
}

type Callback = (...args: readonly unknown[]) => void;
const timer =
  (isRepeated: boolean) =>
  (call: Callback, ms: number, ...args: readonly unknown[]) =>
    new Timer(() => call(...args), ms, isRepeated);

Object.assign(globalThis, {
  setTimeout: timer(false),
  setInterval: timer(true),
  clearTimeout: clear,
  clearInterval: clear,
  Date: PassingDate,
});
performance.now = now;

/** Lets time pass: every timer that is due within it is called at its instant. */
export async function pass(ms: number): Promise<void> {
  const end = now() + ms;
  for (;;) {
    const next = [...entries].toSorted((a, b) => a.dueAt - b.dueAt)[0];
    if (!next || next.dueAt > end) break;
    passedMs += Math.max(0, next.dueAt - now());
    fire(next);
    await new Promise((resolve) => real.setTimeout(resolve, TURN_MS));
  }
  passedMs += Math.max(0, end - now());
  for (const entry of entries) arm(entry);
}
