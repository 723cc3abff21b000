import type { Log, LogLevel } from '@nightlatch/model';

/** A log that keeps its lines. */
export class RecordingLog implements Log {
  readonly lines: { readonly level: LogLevel; readonly message: string }[] = [];

  readonly #looks = new Set<() => void>();

  error(message: string): void {
    this.#keep('error', message);
  }

  warn(message: string): void {
    this.#keep('warn', message);
  }

  info(message: string): void {
    this.#keep('info', message);
  }

  debug(message: string): void {
    this.#keep('debug', message);
  }

  at(level: LogLevel): readonly string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }

  /** Resolves once a line says so, also one from before. */
  said(level: LogLevel, what: RegExp): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.at(level).some((line) => what.test(line))) return;
        this.#looks.delete(look);
        resolve();
      };
      this.#looks.add(look);
      look();
    });
  }

  #keep(level: LogLevel, message: string): void {
    this.lines.push({ level, message });
    for (const look of this.#looks) look();
  }
}
