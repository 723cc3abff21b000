import type { EngineState } from '@nightlatch/alarm';
import { healthOf } from '@nightlatch/alarm';
import type { DeviceId, Health } from '@nightlatch/model';

/** How long the sight of a walk test holds where the owner says nothing. */
const TEST_HOLDS_MS = 180 * 86_400_000;

/** Sums up a house in wall time. @param toWall Turns engine time into it. */
export function houseHealth(
  state: EngineState,
  devices: Iterable<DeviceId>,
  { testHoldsMs = TEST_HOLDS_MS, toWall }: { readonly testHoldsMs?: number; readonly toWall: (at: number) => number },
): Health {
  const { walkTestAt, selfTest, blind, troubles, ...health } = healthOf(state, { devices, testHoldsMs });
  return {
    ...health,
    ...(walkTestAt === undefined ? {} : { walkTestAt: toWall(walkTestAt) }),
    ...(selfTest ? { selfTest: { ...selfTest, at: toWall(selfTest.at) } } : {}),
    ...(blind ? { blind: { from: toWall(blind.from), to: toWall(blind.to) } } : {}),
    troubles: troubles.map((trouble) => ({ ...trouble, since: toWall(trouble.since) })),
  };
}
