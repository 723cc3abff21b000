import type { AlarmEffect, PartitionReport } from '@nightlatch/alarm';
import type { Decision } from './virtual-engine.ts';

/** Writes an instant as the recording writes its own. */
export type InstantForm = (at: number) => string | number;

/**
 * Puts a decision into the words of the output; undefined for what is no decision: an order to a device, an answer, a
 * change of what can be seen.
 *
 * Duress and silent panic show to nobody unless they are asked for.
 */
export function decisionLine({ at, effect }: Decision, form: InstantForm, { all = false } = {}): object | undefined {
  const said = wordsFor(effect, form, all);
  return said && { at: form(at), type: effect.type, ...said };
}

function wordsFor(effect: AlarmEffect, form: InstantForm, all: boolean): object | undefined {
  switch (effect.type) {
    case 'state': {
      const { partition, from, to, mode, until, actor, cause } = effect;
      return { partition, from, to, mode, until: until === undefined ? undefined : form(until), actor, cause };
    }
    case 'refused': {
      const { command, reason, zones } = effect;
      return { command, reason, zones };
    }
    case 'hazard': {
      const { partition, hazard, zone, to } = effect;
      return { partition, hazard, zone, to };
    }
    case 'siren':
      return { on: effect.on, pattern: effect.pattern, device: effect.isApart ? effect.devices[0] : undefined };
    case 'chime':
      return {};
    case 'trouble': {
      const { kind, device, on } = effect;
      return { kind, device, on };
    }
    case 'blind': {
      const { from, to, moved, isUncertain } = effect;
      return { from: form(from), to: form(to), moved, isUncertain };
    }
    case 'report':
      return reportWords(effect);
    case 'self-test':
    case 'walk-test': {
      const { type: _, ...said } = effect;
      return said;
    }
    case 'silent': {
      const { event, partition, user, reports } = effect;
      return all ? { event, partition, user, reports: reports?.map(reportWords) } : undefined;
    }
    case 'verify-code':
    case 'result':
    case 'lock':
    case 'operate-siren':
    case 'operate-chime':
    case 'progress':
    case 'keypad':
    case 'view':
      return undefined;
  }
}

function reportWords({ event, code, status }: PartitionReport): object {
  return { event, code, status };
}
