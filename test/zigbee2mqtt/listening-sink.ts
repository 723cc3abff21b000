import type { DeviceReport, KeypadAttempt, SourceSink } from '@nightlatch/model';

/** A sink that keeps what it was told, and waits for what is still to come. */
export class ListeningSink implements SourceSink {
  readonly reports: DeviceReport[] = [];
  readonly attempts: KeypadAttempt[] = [];
  #listeners: (() => void)[] = [];

  report(report: DeviceReport): void {
    this.reports.push(report);
    for (const listener of this.#listeners) listener();
  }

  keypad(attempt: KeypadAttempt): void {
    this.attempts.push(attempt);
    for (const listener of this.#listeners) listener();
  }

  /** Waits for a report that fits, also one that came already. */
  reported(fits: (report: DeviceReport) => boolean, what: string, timeoutMs = 20_000): Promise<DeviceReport> {
    return this.#until(() => this.reports.find(fits), what, timeoutMs);
  }

  /** Waits until an attribute was reported to be so. */
  async attribute(device: string, key: string, value: unknown): Promise<Extract<DeviceReport, { type: 'attributes' }>> {
    const fits = (report: DeviceReport): boolean =>
      report.type === 'attributes' &&
      report.device === device &&
      Object.entries(report.values).some(([name, is]) => name === key && is === value);
    return (await this.reported(fits, `${device} ${key} ${String(value)}`)) as Extract<
      DeviceReport,
      { type: 'attributes' }
    >;
  }

  /** Waits for the n-th keypad attempt, from 1. */
  attempt(n: number): Promise<KeypadAttempt> {
    return this.#until(() => this.attempts[n - 1], `attempt ${n}`, 20_000);
  }

  /** Forgets what was reported so far, so that the next wait is for something new. */
  forget(): void {
    this.reports.length = 0;
  }

  #until<T>(find: () => T | undefined, what: string, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#listeners = this.#listeners.filter((listener) => listener !== look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#listeners = this.#listeners.filter((listener) => listener !== look);
        reject(
          new Error(`Not reported within ${timeoutMs} ms: ${what}. Last: ${JSON.stringify(this.reports.slice(-8))}`),
        );
      }, timeoutMs);
      this.#listeners.push(look);
      look();
    });
  }
}
