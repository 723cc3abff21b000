import type { DeviceOrder, DeviceReport, Trouble } from '@nightlatch/model';

type TroubleReport = Extract<DeviceReport, { type: 'trouble' }>;

/**
 * Says what the outcome of an order is news of: that its device did not do as told, or does so again.
 *
 * @param problem Why it was not done; undefined where it was.
 * @returns Undefined for what is no news, and for orders that nobody relies on.
 */
export function unconfirmed(
  order: DeviceOrder,
  problem: string | undefined,
  troubles: readonly Trouble[],
): TroubleReport | undefined {
  if (order.type === 'keypad' || order.type === 'chime') return undefined;
  const { device } = order;
  const isShown = troubles.some((one) => one.kind === 'unconfirmed' && one.device === device);
  if (problem === undefined && !isShown) return undefined;
  return { type: 'trouble', kind: 'unconfirmed', device, on: problem !== undefined, detail: problem ?? '' };
}
