import type { AlarmConfig, AlarmEffect } from '@nightlatch/alarm';
import { blindText, explainRefusal, reportText } from '@nightlatch/model';
import type { DeviceNames } from './entry-text.ts';
import { actorText, deviceName } from './entry-text.ts';

/** What a decision is told with: the configuration of its time, what devices are called, and how instants are written. */
export interface Telling {
  readonly alarm: AlarmConfig | undefined;
  readonly names: DeviceNames;
  readonly instant: (at: number) => string;
}

/** Says in one line what the engine decided; undefined for what is not worth one. */
export function decisionText(decision: AlarmEffect, { alarm, names, instant }: Telling): string | undefined {
  const called = (device: string): string => deviceName(device, alarm, names);
  switch (decision.type) {
    case 'state': {
      const { partition, to, mode, actor } = decision;
      const by = actor ? ` by ${actorText(actor)}` : '';
      return `${partitionName(partition, alarm)}: ${to}${mode === undefined ? '' : ` ${mode}`}${by}`;
    }
    case 'refused': {
      const zones = decision.zones?.map((zone) => zoneName(zone, alarm)) ?? [];
      const which = zones.length > 0 ? ` (${zones.join(', ')})` : '';
      return `${decision.command} refused: ${explainRefusal(decision.reason)}${which}`;
    }
    case 'hazard': {
      const where = decision.zone === undefined ? '' : `: ${zoneName(decision.zone, alarm)}`;
      return `${decision.hazard} ${decision.to}${where}`;
    }
    case 'siren':
      return sirenText(decision, called);
    case 'operate-siren':
      return `${called(decision.device)} ${decision.on ? 'on' : 'off'}`;
    case 'operate-chime':
      return `${called(decision.device)} chimes`;
    case 'trouble': {
      const where = decision.device === undefined ? '' : ` of ${called(decision.device)}`;
      return `trouble ${decision.kind}${where} ${decision.on ? 'begins' : 'ends'}`;
    }
    case 'lock':
      return `${called(decision.device)} is told to ${decision.locked ? 'lock' : 'unlock'}`;
    case 'chime':
      return `chime: ${zoneName(decision.zone, alarm)}`;
    case 'silent':
      return `silent ${decision.event} told${decision.user === undefined ? '' : `, ${decision.user}`}`;
    case 'report': {
      const where = decision.zone === undefined ? undefined : zoneName(decision.zone, alarm);
      return reportText(decision, where);
    }
    case 'blind':
      return blindText(decision, called, instant);
    case 'self-test':
      return decision.ok ? 'the self-test found nothing' : `self-test: ${decision.failures.join(' ')}`;
    case 'walk-test': {
      const missing = decision.missing.map((zone) => zoneName(zone, alarm));
      return missing.length === 0
        ? `walk test: all ${decision.seen.length} zones seen`
        : `walk test: not seen: ${missing.join(', ')}`;
    }
    case 'progress':
    case 'result':
    case 'view':
    case 'keypad':
    case 'verify-code':
      return undefined;
  }
}

/** A siren with rules of its own is named: the others may do otherwise. */
function sirenText(
  { on, pattern, devices, isApart }: Extract<AlarmEffect, { type: 'siren' }>,
  called: (device: string) => string,
): string {
  const who = isApart ? devices.map(called).join(', ') : 'sirens';
  return on ? `${who} on${pattern ? `, ${pattern}` : ''}` : `${who} off`;
}

function partitionName(partition: string, alarm: AlarmConfig | undefined): string {
  return alarm?.partitions.find(({ id }) => id === partition)?.name ?? partition;
}

function zoneName(zone: string, alarm: AlarmConfig | undefined): string {
  const zones = alarm?.partitions.flatMap((partition) => partition.zones) ?? [];
  return zones.find(({ id }) => id === zone)?.name ?? zone;
}
