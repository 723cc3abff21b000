import type { Log, LogLevel } from '@nightlatch/model';

/** A log that keeps its lines. */
export class RecordingLog implements Log {
  readonly lines: { readonly level: LogLevel; readonly message: string }[] = [];

  error(message: string): void {
    this.lines.push({ level: 'error', message });
  }

  warn(message: string): void {
    this.lines.push({ level: 'warn', message });
  }

  info(message: string): void {
    this.lines.push({ level: 'info', message });
  }

  debug(message: string): void {
    this.lines.push({ level: 'debug', message });
  }

  at(level: LogLevel): readonly string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }
}
