import type { Actor, Home, HomeChange, HomeSnapshot, Log, LogLevel, PartitionId } from '@nightlatch/model';
import { blindText, explainRefusal, reportText } from '@nightlatch/model';

export interface HouseLogOptions {
  /** IANA name; the machine's own when left out. */
  readonly timeZone?: string;
  /** Clients whose refusals their own bridge puts into the log. */
  readonly without?: readonly string[];
}

/**
 * Says in a host's log what the household would want to know: who armed, what alarms, what is refused, trouble, times
 * that nobody watched. What sensors say all day is for `debug`. Duress and silent panic are no changes of a home.
 *
 * A host may write its log while everything waits, so lines follow a moment after what they tell: apps come first.
 */
export function logHouse(home: Home, log: Log, options: HouseLogOptions = {}): { unsubscribe(): void } {
  const lines: Line[] = [];
  let due: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(due);
    due = undefined;
    for (const [level, text] of lines.splice(0)) log[level](text);
  };
  const following = home.changes.subscribe((change) => {
    const line = lineFor(change, home.snapshot, options);
    if (!line) return;
    lines.push(line);
    due ??= setTimeout(write);
  });
  return {
    unsubscribe() {
      following.unsubscribe();
      write();
    },
  };
}

type Line = readonly [level: LogLevel, text: string];

function lineFor(change: HomeChange, snapshot: HomeSnapshot, options: HouseLogOptions): Line | undefined {
  const device = (id: string): string => snapshot.devices.get(id)?.name ?? id;
  const partition = (id: PartitionId | undefined): string =>
    id === undefined ? 'The home' : (snapshot.partitions.get(id)?.name ?? snapshot.master?.name ?? id);
  const zone = (id: string): string => zoneName(id, snapshot);
  switch (change.type) {
    case 'partition':
      return stateLine(change);
    case 'hazard': {
      const where = change.zone === undefined ? '' : ` at ${zone(change.zone)}`;
      const isLoud = change.to === 'alarm' || change.to === 'verifying';
      return [isLoud ? 'warn' : 'info', `${partition(change.partition)}: ${change.hazard} ${change.to}${where}`];
    }
    case 'refused': {
      if (options.without?.includes(change.actor?.client ?? '')) return undefined;
      const zones = change.zones?.length ? ` (${change.zones.map(zone).join(', ')})` : '';
      const what = `${change.command} refused${by(change.actor, ' to')}${zones}`;
      return ['warn', `${partition(change.partition)}: ${what}. ${explainRefusal(change.reason)}`];
    }
    case 'trouble': {
      const where = change.device === undefined ? '' : ` of ${device(change.device)}`;
      const why = change.detail ? `: ${change.detail}` : '';
      return change.on
        ? ['warn', `Trouble ${change.kind}${where}${why}`]
        : ['info', `Trouble ${change.kind}${where} is over`];
    }
    case 'blind':
      return ['warn', `The house was ${blindText(change, device, (at) => instantText(at, options.timeZone))}.`];
    case 'self-test':
      return change.ok ? ['info', 'The self-test found nothing.'] : ['warn', `Self-test: ${change.failures.join(' ')}`];
    case 'walk-test': {
      const { seen, missing } = change;
      const rest = missing.length === 0 ? 'all of them' : `not ${missing.map(zone).join(', ')}`;
      return ['info', `${partition(change.partition)}: the walk test has seen ${seen.length} zones, ${rest}.`];
    }
    case 'report':
      return ['info', `${partition(change.partition)}: ${reportText(change, change.zone && zone(change.zone))}`];
    case 'link':
      return change.to === 'online'
        ? ['info', 'The hub is online.']
        : ['warn', 'The hub is away: nothing shown may be trusted.'];
    case 'progress':
      return ['debug', `${partition(change.partition)}: ${change.phase} delay, beeps ${change.pace}`];
    case 'attribute':
      return ['debug', `${device(change.device)}: ${change.attribute} ${change.from} → ${change.to}`];
    case 'event':
      return ['debug', `${device(change.device)}: ${change.event}`];
    case 'described':
    case 'removed':
    case 'availability':
    case 'chime':
      return undefined;
  }
}

function stateLine({ to, from, actor }: Extract<HomeChange, { type: 'partition' }>): Line | undefined {
  if (to.state === from?.state && to.mode === from.mode) return undefined;
  return ['info', `${to.name}: ${to.state}${to.mode === undefined ? '' : ` (${to.mode})`}${by(actor, ' by')}`];
}

function by(actor: Actor | undefined, word: string): string {
  return actor ? `${word} ${actor.user ?? actor.client ?? actor.origin}` : '';
}

function zoneName(id: string, { partitions }: HomeSnapshot): string {
  for (const { zones } of partitions.values()) {
    const zone = zones.find((one) => one.id === id);
    if (zone) return zone.name;
  }
  return id;
}

/** Swedes write dates in the order of ISO 8601. Asked for so seldom that nothing is kept for it. */
function instantText(at: number, timeZone: string | undefined): string {
  return new Date(at).toLocaleString('sv-SE', timeZone === undefined ? {} : { timeZone });
}
