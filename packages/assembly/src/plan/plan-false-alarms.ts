import type { HazardConfig, PartitionConfig } from '@nightlatch/alarm';
import type { Hazard } from '@nightlatch/model';
import type { PartitionSettings } from '../schema/configuration-schema.ts';

/** What a partition does so that nobody is called for nothing. */
export type FalseAlarmPlan = Pick<
  PartitionConfig,
  'abortWindowSeconds' | 'insistsOnAbortWindow' | 'cancelWindowSeconds' | 'swingerTrips' | 'hazards'
>;

/** Plans how reports are held and taken back, when a zone is shut down, and how hazards differ. */
export function planFalseAlarms(settings: PartitionSettings): FalseAlarmPlan {
  const hazards = planHazards(settings.hazards);
  return {
    abortWindowSeconds: settings.abortWindow,
    ...(settings.insist ? { insistsOnAbortWindow: true } : {}),
    cancelWindowSeconds: settings.cancelWindow,
    swingerTrips: settings.swingerTrips,
    ...(Object.keys(hazards).length > 0 ? { hazards } : {}),
  };
}

/** What any hazard may say of itself. */
interface HazardSettings {
  readonly verify?: number;
  readonly sirenSeconds?: number;
  readonly siren?: boolean;
}

function planHazards(settings: Readonly<Record<string, HazardSettings | undefined>>) {
  const planned = Object.entries(settings).map(([hazard, own]) => [hazard, planHazard(own ?? {})] as const);
  return Object.fromEntries(planned) as Partial<Record<Hazard, HazardConfig>>;
}

function planHazard({ verify, sirenSeconds, siren = true }: HazardSettings): HazardConfig {
  return {
    ...(verify === undefined ? {} : { verifySeconds: verify }),
    ...(sirenSeconds === undefined ? {} : { sirenSeconds }),
    ...(siren ? {} : { isQuiet: true as const }),
  };
}
