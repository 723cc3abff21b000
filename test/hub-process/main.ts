/**
 * A hub in a process of its own, opened from a configuration as every shell opens it. Arguments: the configuration as JSON, and
 * its data folder. With a third, `passing`, time passes in it on demand. What goes wrong unseen ends the process, as it would end a shell's.
 */
import type { Log, LogLevel } from '@nightlatch/model';

const [config = '{}', dataDir = '', time] = process.argv.slice(2);
/* Before whatever takes a timer into its hands as it loads. */
const passing = time === 'passing' ? await import('./passing-time.ts') : undefined;
const { openConfiguredHome } = await import('@nightlatch/assembly');
const write = (level: LogLevel) => (message: string) => {
  if (process.connected) process.send?.({ type: 'log', level, message });
};
const log: Log = { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') };

const home = await openConfiguredHome(JSON.parse(config), { dataDir, log, withMatter: true });
process.on('message', (question: 'memory' | { readonly passMs: number }) => {
  if (question === 'memory') process.send?.({ type: 'memory', bytes: process.memoryUsage.rss() });
  else void passing?.pass(question.passMs).then(() => process.send?.({ type: 'passed', at: Date.now() }));
});
const close = async (): Promise<void> => {
  await home.close();
  if (process.connected) process.disconnect();
};
process.once('SIGTERM', () => void close());
/* Whoever started it is gone. */
process.once('disconnect', () => void close());
process.send?.({ type: 'ready', addresses: home.addresses });
