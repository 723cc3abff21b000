import type { Diagnostic } from '@matter/main';
import { LogDestination, LogFormat, LogLevel, Logger } from '@matter/main';
import type { Log } from '@nightlatch/model';

/** matter.js writes passcode and QR code there; whoever pairs gets them from us, and the log does not. */
const SILENT_FACILITY = /^Commissioning/;

/**
 * Takes what matter.js has to say into our log, from NOTICE up.
 *
 * At INFO and below it writes every command with its fields, PINs among them, so those levels never pass, whatever the
 * configuration or matter.js' own environment variables ask for.
 */
export function takeMatterLog(log: Log): void {
  const plain = LogFormat('plain');
  delete Logger.destinations['default'];
  Logger.destinations['nightlatch'] = LogDestination({
    name: 'nightlatch',
    level: LogLevel.NOTICE,
    format: plain,
    add(message: Diagnostic.Message) {
      if (message.level < LogLevel.NOTICE || SILENT_FACILITY.test(message.facility)) return;
      const text = `Matter: ${plain(message).replace(/^\S+ \S+ \S+ +/, '')}`;
      // What it calls an error is often a phone that went away.
      if (message.level >= LogLevel.FATAL) log.error(text);
      else if (message.level >= LogLevel.ERROR) log.warn(text);
      else log.debug(text);
    },
  });
  Logger.level = LogLevel.NOTICE;
}
