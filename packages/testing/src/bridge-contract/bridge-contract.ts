import { alarmRules } from './alarm-rules.ts';
import type { BridgeUnderTest, ContractCase } from './bridge-driver.ts';
import { companionRules } from './companion-rules.ts';
import { contractHouse } from './contract-house.ts';
import { trustRules } from './trust-rules.ts';

/**
 * The promises that every bridge keeps, as cases for any test runner.
 *
 * Each case starts the bridge on a house of its own and stops it again.
 *
 * ```ts
 * for (const { title, run } of bridgeContract({ name: 'HomeKit', start })) test(title, run);
 * ```
 */
export function bridgeContract(bridge: BridgeUnderTest): readonly ContractCase[] {
  const beside = bridge.hasCompanions ? companionRules() : [];
  return [...alarmRules(bridge.modes), ...beside, ...trustRules(bridge.cannotShow)].map(({ title, check }) => ({
    title: `${bridge.name}: ${title}`,
    run: async () => {
      const home = contractHouse();
      const driver = await bridge.start(home);
      try {
        await driver.settled();
        await check({ home, driver, bridge });
      } finally {
        await driver.stop();
      }
    },
  }));
}
