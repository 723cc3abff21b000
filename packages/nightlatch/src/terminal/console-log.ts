import type { Log, LogLevel } from '@nightlatch/model';
import type { CliHost } from '../cli-host.ts';
import { instantWriter } from './instant-text.ts';

const LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** Writes log lines with the house's time. Errors and warnings go to standard error, the rest to standard output. */
export function consoleLog(
  host: CliHost,
  { level, timeZone, isJson = false }: { level: LogLevel; timeZone?: string; isJson?: boolean },
): Log {
  const instant = instantWriter(timeZone);
  const write = (of: LogLevel, message: string): void => {
    if (LEVELS.indexOf(of) > LEVELS.indexOf(level)) return;
    const at = Date.now();
    const line = isJson
      ? JSON.stringify({ at: new Date(at).toISOString(), level: of, message })
      : `${instant(at)} ${of.padEnd(5)} ${message}`;
    (of === 'error' || of === 'warn' ? host.stderr : host.stdout).write(`${line}\n`);
  };
  return {
    error: (message) => write('error', message),
    warn: (message) => write('warn', message),
    info: (message) => write('info', message),
    debug: (message) => write('debug', message),
  };
}
