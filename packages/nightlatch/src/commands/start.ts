import { logHouse, openHome } from '@nightlatch/assembly';
import { formatProblem } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { houseFiles, loadHouse, shortPath } from '../house-files.ts';
import { consoleLog } from '../terminal/console-log.ts';
import { pairingLines } from '../terminal/matter-pairing.ts';
import { untilStopped } from '../terminal/until-stopped.ts';

/** Runs a house until Ctrl-C, and says what happens in it. */
export async function start(host: CliHost, options: CommonOptions): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const { config, notes } = loadHouse(host, files);
  const { timeZone } = config.home;
  const zone = timeZone === undefined ? {} : { timeZone };
  const log = consoleLog(host, { level: config.logging.level, isJson: options.json === true, ...zone });
  for (const note of notes) log.debug(formatProblem(note));
  const stop = untilStopped();
  const startedAt = performance.now();
  log.info(
    `Opening "${config.home.name}" from ${shortPath(host, files.config)}, data in ${shortPath(host, files.data)} …`,
  );
  try {
    const home = await openHome(config, { dataDir: files.data, file: files.config, log, withMatter: true });
    const following = logHouse(home.home({ origin: 'panel' }), log, zone);
    for (const { what, address } of home.addresses) log.info(`${what}: ${address}`);
    for (const line of pairingLines(home.matter?.pairings() ?? [])) log.info(line);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    log.info(`The house is open after ${seconds} s. Ctrl-C stops it.`);
    const signal = await stop.stopped;
    log.info(`Stopping on ${signal} …`);
    following.unsubscribe();
    await home.close();
    log.info('Stopped.');
    return 0;
  } finally {
    stop.release();
  }
}
