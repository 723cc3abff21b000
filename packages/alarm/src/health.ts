import type { DeviceId, Health, TroubleKind } from '@nightlatch/model';
import type { EngineState } from './state.ts';
import { troubles as troublesOf } from './view.ts';

export interface HealthQuestion {
  /** Every device that the house has. */
  readonly devices: Iterable<DeviceId>;
  /** Milliseconds for which the sight of a walk test holds. */
  readonly testHoldsMs: number;
}

/** Sums up how well a house can watch. Looks at each device and each zone once; instants are engine time. */
export function healthOf(state: EngineState, { devices, testHoldsMs }: HealthQuestion): Health {
  const known = [...devices].toSorted();
  const troubles = troublesOf(state);
  const having = (kind: TroubleKind): readonly DeviceId[] =>
    known.filter((id) => troubles.some((trouble) => trouble.kind === kind && trouble.device === id));
  const lost = known.filter((id) => state.devices.get(id)?.available !== true);
  const tests = [...state.house.watches.values()]
    .filter(({ isBurglary }) => isBurglary)
    .map(({ zone, index }) => ({ zone: zone.id, at: state.devices.get(zone.device)?.zones[index]?.testedAt }));
  const walkTestAt = Math.max(...tests.map(({ at }) => at ?? Number.NEGATIVE_INFINITY));
  const { selfTest, lastBlind } = state;
  return {
    ok: troubles.length === 0 && lost.length === 0,
    devices: {
      total: known.length,
      late: having('overdue'),
      lost,
      lowBattery: having('low-battery'),
      tampered: having('tamper'),
    },
    untested: tests.filter(({ at }) => at === undefined || state.at - at > testHoldsMs).map(({ zone }) => zone),
    ...(Number.isFinite(walkTestAt) ? { walkTestAt } : {}),
    ...(selfTest ? { selfTest: { at: selfTest.at, failures: selfTest.failures } } : {}),
    ...(lastBlind ? { blind: lastBlind } : {}),
    troubles,
  };
}
