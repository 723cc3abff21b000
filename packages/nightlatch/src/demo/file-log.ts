import { createWriteStream } from 'node:fs';
import type { Log, LogLevel } from '@nightlatch/model';

/** A log that is kept in a file, and of which warnings and errors are told at once. */
export interface FileLog extends Log {
  close(): Promise<void>;
}

/** Opens a log. The file begins anew at each start. */
export function fileLog(file: string, tell: (level: 'error' | 'warn', message: string) => void): FileLog {
  const stream = createWriteStream(file);
  const write = (level: LogLevel, message: string): void => {
    stream.write(`${new Date().toISOString()} ${level.padEnd(5)} ${message}\n`);
    if (level === 'error' || level === 'warn') tell(level, message);
  };
  return {
    error: (message) => write('error', message),
    warn: (message) => write('warn', message),
    info: (message) => write('info', message),
    debug: (message) => write('debug', message),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
