import { VendorId } from '@matter/main';
import {
  CommissioningFlowType,
  DiscoveryCapabilitiesSchema,
  ManualPairingCodeCodec,
  QrPairingCodeCodec,
} from '@matter/main/types';
import type { PairingSecret } from './pairing-secrets.ts';
import { PairingSecrets } from './pairing-secrets.ts';

/** What anyone may use who makes devices for themselves: apps say that it is not certified. */
export const TEST_VENDOR = VendorId(0xfff1);
export const PRODUCT = 0x8000;

export interface PairingCodes {
  /** `1234-567-8901` */
  readonly code: string;
  /** What the QR code holds: `MT:…`. */
  readonly qr: string;
}

/** Writes the codes of a bridge as apps take them. */
export function pairingCodes({ passcode, discriminator }: PairingSecret): PairingCodes {
  const flowType = CommissioningFlowType.Standard;
  const digits = ManualPairingCodeCodec.encode({ discriminator, passcode, flowType });
  const discoveryCapabilities = DiscoveryCapabilitiesSchema.encode({ onIpNetwork: true });
  return {
    code: digits.replace(/^(\d{4})(\d{3})(\d{4})$/, '$1-$2-$3'),
    qr: QrPairingCodeCodec.encode([
      {
        version: 0,
        vendorId: TEST_VENDOR,
        productId: PRODUCT,
        flowType,
        discriminator,
        passcode,
        discoveryCapabilities,
      },
    ]),
  };
}

/** Reads the codes of a home's bridges, whether or not it runs. Empty before its first start with Matter. */
export function savedPairingCodes(folder: string): readonly PairingCodes[] {
  const secrets = new PairingSecrets(folder);
  return Array.from({ length: secrets.count }, (_, index) => pairingCodes(secrets.of(index)));
}
