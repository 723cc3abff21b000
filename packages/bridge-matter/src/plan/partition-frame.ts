import { ALARM_WORDS } from './alarm-words.ts';
import type { CompanionName } from './alarm-words.ts';
import type { EndpointAnswer, EndpointPlan } from './endpoint-plan.ts';
import type { AlarmView, Stage } from './stage.ts';

export const RANK: { readonly alarm: number; readonly companion: number } = { alarm: 0, companion: 1 };

/** What all endpoints of a partition have alike. */
export type Frame = Pick<EndpointPlan, 'key' | 'name' | 'power' | 'rank' | 'about'>;

/** What of a partition an endpoint shows: `id` is part of its identity for ever, `label` what it is called. */
export interface Aspect {
  readonly id: string;
  readonly label: string;
  readonly rank: number;
}

/** Names an endpoint after the alarm where there is one partition, after its own where there are several. */
export function frame({ home, language }: Stage, { id, name }: AlarmView, aspect: Aspect): Frame {
  const prefix = home.snapshot.partitions.size === 1 ? ALARM_WORDS[language].alarm : name;
  const key = `partition:${id}:${aspect.id}`;
  return {
    key,
    name: `${prefix} ${aspect.label}`,
    power: 'none',
    rank: aspect.rank,
    about: { vendor: 'Nightlatch', product: 'Alarm', serial: key },
  };
}

/** The frame of what is called by a word of its own. */
export function companion(stage: Stage, view: AlarmView, what: CompanionName, rank = RANK.companion): Frame {
  return frame(stage, view, { id: what, label: ALARM_WORDS[stage.language].companions[what], rank });
}

/** Asks to disarm without a PIN, where the owner lets a plain switch do that. */
export async function askDisarm(stage: Stage, partition: string, what: string): Promise<EndpointAnswer> {
  if (stage.options.disarm !== 'always') return stage.desk.refuse('not-permitted', `disarm ${what}`);
  return await stage.desk.ask({ type: 'disarm', partition }, `disarm ${what}`);
}
