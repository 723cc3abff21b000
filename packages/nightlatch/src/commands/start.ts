import { openHome } from '@nightlatch/assembly';
import type { HomeChange, Log } from '@nightlatch/model';
import { blindText, formatProblem } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { houseFiles, loadHouse, shortPath } from '../house-files.ts';
import { consoleLog } from '../terminal/console-log.ts';
import { pairingLines } from '../terminal/matter-pairing.ts';
import { instantWriter } from '../terminal/instant-text.ts';
import { untilStopped } from '../terminal/until-stopped.ts';
import { reportText } from '../report-text.ts';

/** Runs a house until Ctrl-C, and says what happens in it. */
export async function start(host: CliHost, options: CommonOptions): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const { config, notes } = loadHouse(host, files);
  const { timeZone } = config.home;
  const zone = timeZone === undefined ? {} : { timeZone };
  const log = consoleLog(host, { level: config.logging.level, isJson: options.json === true, ...zone });
  for (const note of notes) log.debug(formatProblem(note));
  const instant = instantWriter(timeZone);
  const stop = untilStopped();
  const startedAt = performance.now();
  log.info(
    `Opening "${config.home.name}" from ${shortPath(host, files.config)}, data in ${shortPath(host, files.data)} …`,
  );
  try {
    const home = await openHome(config, { dataDir: files.data, file: files.config, log, withMatter: true });
    const following = home.home({ origin: 'panel' }).changes.subscribe((change) => tellChange(change, log, instant));
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

/** Says what the household would want to know, and leaves the sensors' every move to debug. */
function tellChange(change: HomeChange, log: Log, instant: (at: number) => string): void {
  switch (change.type) {
    case 'partition': {
      const { to, from, actor } = change;
      if (to.state === from?.state && to.mode === from.mode) return;
      const who = actor ? ` by ${actor.user ?? actor.client ?? actor.origin}` : '';
      return log.info(`${to.name}: ${to.state}${to.mode === undefined ? '' : ` (${to.mode})`}${who}`);
    }
    case 'hazard':
      return change.to === 'alarm' || change.to === 'verifying'
        ? log.warn(
            `${change.partition}: ${change.hazard} ${change.to}${change.zone === undefined ? '' : ` at ${change.zone}`}`,
          )
        : log.info(`${change.partition}: ${change.hazard} ${change.to}`);
    case 'refused':
      return log.warn(`${change.partition ?? 'home'}: ${change.command} refused, ${change.reason}`);
    case 'trouble': {
      const where = change.device === undefined ? '' : ` of ${change.device}`;
      const why = change.detail === undefined ? '' : `: ${change.detail}`;
      return change.on
        ? log.warn(`Trouble ${change.kind}${where}${why}`)
        : log.info(`Trouble ${change.kind}${where} is over`);
    }
    case 'blind':
      return log.warn(`The house was ${blindText(change, (device) => device, instant)}.`);
    case 'self-test':
      return change.ok ? log.info('The self-test found nothing.') : log.warn(`Self-test: ${change.failures.join(' ')}`);
    case 'walk-test': {
      const { partition, seen, missing } = change;
      const rest = missing.length === 0 ? 'all of them' : `not ${missing.join(', ')}`;
      return log.info(`${partition}: the walk test has seen ${seen.length} zones, ${rest}.`);
    }
    case 'report':
      return log.info(`${change.partition}: ${reportText(change, change.zone)}`);
    case 'progress':
      return log.debug(`${change.partition}: ${change.phase} delay, beeps ${change.pace}`);
    case 'link':
      return log.info(change.to === 'online' ? 'The hub is online.' : 'The hub is away: nothing shown may be trusted.');
    case 'attribute':
      return log.debug(`${change.device}: ${change.attribute} ${change.from} → ${change.to}`);
    case 'event':
      return log.debug(`${change.device}: ${change.event}`);
    case 'described':
    case 'removed':
    case 'availability':
    case 'chime':
      return;
  }
}
