/** HomeKit's number for a bridge among the kinds of accessory. */
const CATEGORY_BRIDGE = 2;
/** The accessory is reached over IP. */
const FLAG_IP = 2;

/**
 * Writes what a HomeKit QR code holds: `X-HM://`, nine characters of base 36, and the setup id.
 *
 * The number packs, from the highest bit: version (3), reserved (4), category (8), flags (4), setup code (27).
 *
 * @param pin `031-45-154`.
 * @param setupId Four of 0–9 and A–Z.
 * @see HomeKit Accessory Protocol Specification R2, setup payload
 */
export function setupUri(pin: string, setupId: string): string {
  const code = BigInt(pin.replaceAll('-', ''));
  const payload = (BigInt(CATEGORY_BRIDGE) << 31n) | (BigInt(FLAG_IP) << 27n) | code;
  return `X-HM://${payload.toString(36).toUpperCase().padStart(9, '0')}${setupId}`;
}
