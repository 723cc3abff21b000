import { openLinkHost } from '@nightlatch/link/host';
import { MemoryHome } from './memory-home.ts';
import { RecordingLog } from './recording-log.ts';

/** A hub to be killed: `node --conditions=source hub-process.ts <port>`. Says so on standard output when it serves. */
await openLinkHost({
  home: new MemoryHome({ instance: `process-${process.pid}` }).furnish(),
  broker: 'embedded',
  port: Number(process.argv[2]),
  log: new RecordingLog(),
});
process.stdout.write('ready\n');
