import type { AlarmConfig, AlarmEffect } from '@nightlatch/alarm';
import { blindText, explainRefusal } from '@nightlatch/model';
import { reportText } from '../report-text.ts';
import { actorText, deviceName } from './entry-text.ts';

/** Says in one line what the engine decided; undefined for what is not worth one. @param instant Writes an instant. */
export function decisionText(
  decision: AlarmEffect,
  alarm: AlarmConfig | undefined,
  instant?: (at: number) => string,
): string | undefined {
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
      return sirenText(decision, alarm);
    case 'operate-siren':
      return `${deviceName(decision.device, alarm)} ${decision.on ? 'on' : 'off'}`;
    case 'trouble': {
      const where = decision.device === undefined ? '' : ` of ${deviceName(decision.device, alarm)}`;
      return `trouble ${decision.kind}${where} ${decision.on ? 'begins' : 'ends'}`;
    }
    case 'lock':
      return `${deviceName(decision.device, alarm)} is told to ${decision.locked ? 'lock' : 'unlock'}`;
    case 'chime':
      return `chime: ${zoneName(decision.zone, alarm)}`;
    case 'silent':
      return `silent ${decision.event} told${decision.user === undefined ? '' : `, ${decision.user}`}`;
    case 'report': {
      const where = decision.zone === undefined ? undefined : zoneName(decision.zone, alarm);
      return reportText(decision, where);
    }
    case 'blind':
      return blindText(decision, (device) => deviceName(device, alarm), instant);
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
  alarm: AlarmConfig | undefined,
): string {
  const who = isApart ? devices.map((device) => deviceName(device, alarm)).join(', ') : 'sirens';
  return on ? `${who} on${pattern ? `, ${pattern}` : ''}` : `${who} off`;
}

function partitionName(partition: string, alarm: AlarmConfig | undefined): string {
  return alarm?.partitions.find(({ id }) => id === partition)?.name ?? partition;
}

function zoneName(zone: string, alarm: AlarmConfig | undefined): string {
  const zones = alarm?.partitions.flatMap((partition) => partition.zones) ?? [];
  return zones.find(({ id }) => id === zone)?.name ?? zone;
}
