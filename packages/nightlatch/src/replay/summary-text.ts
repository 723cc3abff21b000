import { countText, durationText, table } from '../terminal/words.ts';
import { instantWriter } from '../terminal/instant-text.ts';
import type { Summary } from './summary.ts';
import type { AlarmSeen } from './tally.ts';

export interface SummaryNames {
  /** IANA name; the machine's own when absent. */
  readonly timeZone?: string;
  /** What a zone is called, for people. */
  readonly zone: (id: string) => string;
  /** What the devices that no zone names are called. */
  readonly unwatched: readonly string[];
}

/** Alarms that are told one by one. */
const ALARMS_TOLD = 20;
const UNWATCHED_TOLD = 5;

/** Writes what a recording came to for a person: how long the house stood guard, what alarmed and why, what was wrong. */
export function summaryText(summary: Summary, alarms: readonly AlarmSeen[], names: SummaryNames): string {
  const instant = instantWriter(names.timeZone);
  const { from, to, lines, devices } = summary;
  const when = from === undefined || to === undefined ? [] : [`${instant(epoch(from))} to ${instant(epoch(to))}: `];
  return [
    `${when.join('')}${countText(lines, 'line')}, ${countText(devices, 'device')}.`,
    ...armedText(summary),
    ...alarmText(summary, alarms, names, instant),
    ...countsText('Refused', summary.refusals),
    ...countsText('Troubles', summary.troubles),
    ...blindText(summary),
    ...unwatchedText(summary, names.unwatched),
  ].join('\n');
}

function armedText({ armedHours }: Summary): readonly string[] {
  const partitions = Object.entries(armedHours);
  if (partitions.length === 0) return ['Never armed.'];
  return partitions.map(([partition, modes]) => {
    const all = Object.values(modes).reduce((sum, hours) => sum + hours, 0);
    const each = Object.entries(modes).map(([mode, hours]) => `${mode} ${hoursText(hours)}`);
    return `Armed: ${partition} ${hoursText(all)} (${each.join(', ')}).`;
  });
}

function alarmText(
  { alarms: counts }: Summary,
  alarms: readonly AlarmSeen[],
  { zone }: SummaryNames,
  instant: (at: number) => string,
): readonly string[] {
  if (counts.length === 0) return ['No alarm.'];
  const rows = counts.map(({ partition, hazard, cause, count }) => [`${count} ×`, hazard, partition, zone(cause)]);
  const told = alarms
    .slice(0, ALARMS_TOLD)
    .map(({ at, hazard, cause }) => `  ${instant(at)} ${hazard}: ${zone(cause)}`);
  const rest = alarms.length - told.length;
  return [
    `${countText(alarms.length, 'alarm')}:`,
    ...table(rows),
    'One by one:',
    ...told,
    ...(rest > 0 ? [`  … and ${rest} more.`] : []),
  ];
}

function countsText(what: string, counts: Readonly<Record<string, number>>): readonly string[] {
  const entries = Object.entries(counts).sort(([, one], [, other]) => other - one);
  if (entries.length === 0) return [];
  return [`${what}: ${entries.map(([word, count]) => `${word} ${count}`).join(', ')}.`];
}

function blindText({ blind, unseen }: Summary): readonly string[] {
  if (blind.stops === 0) return ['Never blind.'];
  const missed = unseen === 0 ? '' : ` ${countText(unseen, 'command or press', 'commands or presses')} went unheard.`;
  const armed = `${durationText(blind.armedSeconds)} of it armed`;
  return [`Blind: ${durationText(blind.seconds)} in ${countText(blind.stops, 'stop')}, ${armed}.${missed}`];
}

function unwatchedText({ unwatchedDevices }: Summary, names: readonly string[]): readonly string[] {
  if (unwatchedDevices === 0) return [];
  const told = names.slice(0, UNWATCHED_TOLD).join(', ');
  const more = names.length > UNWATCHED_TOLD ? ', …' : '';
  return [`No zone names ${countText(unwatchedDevices, 'device')}: ${told}${more}.`];
}

function hoursText(hours: number): string {
  return `${hours.toFixed(1)} h`;
}

function epoch(at: string | number): number {
  return typeof at === 'number' ? at : Date.parse(at);
}
