import type {
  DeviceId,
  HomeChange,
  HomeSnapshot,
  MomentaryEvent,
  PartitionView,
  TroubleKind,
  ZoneId,
} from '@nightlatch/model';
import { blindText, explainRefusal, reportText } from '@nightlatch/model';

export type Tone = 'good' | 'warn' | 'bad' | 'dim';

/** Something that happened, in words. */
export interface Told {
  readonly text: string;
  readonly tone?: Tone;
}

/** Says in a few words what has changed, or undefined when it is not worth a line. */
export function describeChange(change: HomeChange, snapshot: HomeSnapshot): Told | undefined {
  const device = (id: DeviceId): string => snapshot.devices.get(id)?.name ?? id;
  switch (change.type) {
    case 'attribute': {
      if (change.cause !== 'live') return undefined;
      const told = ATTRIBUTES[`${change.attribute}=${String(change.to)}`];
      return told && { ...told, text: `${device(change.device)} ${told.text}` };
    }
    case 'availability':
      if (change.from === 'unknown') return undefined;
      return change.to === true
        ? { text: `${device(change.device)} is back`, tone: 'good' }
        : { text: `${device(change.device)} cannot be reached`, tone: 'warn' };
    case 'event': {
      const { text, tone } = EVENTS[change.event];
      return { text: `${device(change.device)} ${text}`, ...(tone ? { tone } : {}) };
    }
    case 'partition':
      return describePartition(change.to, change.from, change.actor?.origin);
    case 'hazard': {
      const where = change.zone ? `: ${zoneName(change.zone, snapshot)}` : '';
      return { text: `${change.hazard} ${change.to}${where}`, tone: SOUNDING.includes(change.to) ? 'bad' : 'warn' };
    }
    case 'refused': {
      const zones = change.zones?.map((zone) => zoneName(zone, snapshot)) ?? [];
      const which = zones.length > 0 ? ` (${zones.join(', ')})` : '';
      // The zones come first: a narrow screen cuts what comes last.
      return { text: `${change.command} refused${which}: ${explainRefusal(change.reason)}`, tone: 'warn' };
    }
    case 'trouble': {
      const where = change.device ? ` on ${device(change.device)}` : '';
      return {
        text: `${change.on ? 'trouble' : 'trouble over'}: ${TROUBLES[change.kind]}${where}`,
        tone: change.on ? 'warn' : 'good',
      };
    }
    case 'blind':
      return { text: blindText(change, device), tone: 'warn' };
    case 'self-test':
      return change.ok
        ? { text: 'the self-test found nothing', tone: 'good' }
        : { text: `self-test: ${change.failures.join(' ')}`, tone: 'warn' };
    case 'walk-test': {
      const missing = change.missing.map((zone) => zoneName(zone, snapshot));
      return missing.length === 0
        ? { text: `walk test: all ${change.seen.length} zones seen`, tone: 'good' }
        : { text: `walk test: not seen: ${missing.join(', ')}`, tone: 'warn' };
    }
    case 'report':
      return {
        text: reportText(change, change.zone === undefined ? undefined : zoneName(change.zone, snapshot)),
        tone: change.status === 'sent' ? 'bad' : 'dim',
      };
    case 'progress':
    case 'link':
    case 'described':
    case 'removed':
    case 'chime':
      return undefined;
  }
}

const SOUNDING: readonly string[] = ['alarm', 'verifying'];

const EVENTS: Readonly<Record<MomentaryEvent, Told>> = {
  ring: { text: 'rings' },
  button: { text: 'was pressed' },
  keypad: { text: 'was used' },
  panic: { text: 'calls for help', tone: 'bad' },
  medical: { text: 'calls for help', tone: 'bad' },
};

const ATTRIBUTES: Readonly<Record<string, Told>> = {
  'contact=open': { text: 'opened', tone: 'warn' },
  'contact=closed': { text: 'closed' },
  'motion=true': { text: 'sees motion' },
  'smoke=true': { text: 'smells smoke', tone: 'bad' },
  'smoke=false': { text: 'is clear', tone: 'good' },
  'carbonMonoxide=true': { text: 'measures CO', tone: 'bad' },
  'carbonMonoxide=false': { text: 'is clear', tone: 'good' },
  'waterLeak=true': { text: 'is wet', tone: 'bad' },
  'waterLeak=false': { text: 'is dry', tone: 'good' },
  'freeze=true': { text: 'is freezing', tone: 'bad' },
  'freeze=false': { text: 'is warm again', tone: 'good' },
  'tamper=true': { text: 'was tampered with', tone: 'bad' },
  'lock=locked': { text: 'locked' },
  'lock=unlocked': { text: 'unlocked', tone: 'warn' },
  'lock=jammed': { text: 'is jammed', tone: 'bad' },
  'siren=true': { text: 'sounds', tone: 'bad' },
  'siren=false': { text: 'is quiet', tone: 'good' },
  'batteryLow=true': { text: 'has a low battery', tone: 'warn' },
};

function describePartition(
  to: PartitionView,
  from: PartitionView | undefined,
  by: string | undefined,
): Told | undefined {
  if (from?.state === to.state && from.mode === to.mode) return undefined;
  const who = by ? ` (${by})` : '';
  const text = `${to.name} ${to.state}${to.mode ? ` ${to.mode}` : ''}${who}`;
  return { text, tone: TONES[to.state] };
}

const TROUBLES: Readonly<Record<TroubleKind, string>> = {
  unavailable: 'no contact',
  'low-battery': 'low battery',
  tamper: 'tampering',
  jam: 'jam',
  clock: 'the clock jumped',
  blind: 'nobody watched for a while',
  'self-test': 'a self-test failed',
  unconfirmed: 'an order was not confirmed',
  overdue: 'not heard of in its time',
  jamming: 'several devices fell silent at once: jamming?',
};

const TONES: Readonly<Record<PartitionView['state'], Tone>> = {
  disarmed: 'good',
  arming: 'warn',
  armed: 'good',
  pending: 'warn',
  triggered: 'bad',
};

/** What a zone is called, its id when nobody knows it. */
export function zoneName(id: ZoneId, snapshot: HomeSnapshot): string {
  for (const { zones } of snapshot.partitions.values()) {
    const zone = zones.find((each) => each.id === id);
    if (zone) return zone.name;
  }
  return id;
}
