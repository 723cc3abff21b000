import type { DeviceDescription, ZoneSignal, ZoneType } from '@nightlatch/model';
import { adoptedType } from '@nightlatch/assembly';

/** What `init` learned: enough to write a configuration. */
export interface HouseSketch {
  readonly name: string;
  readonly timeZone: string;
  readonly language: string;
  readonly source: SourceSketch;
  readonly devices: readonly DeviceDescription[];
  /** Who got a code; undefined for nobody yet. */
  readonly user?: string;
}

export type SourceSketch =
  | { readonly type: 'simulator' }
  | {
      readonly type: 'zigbee2mqtt';
      readonly broker: string;
      readonly baseTopic: string;
      readonly username?: string;
      /** Whether `secrets.yaml` holds the broker's password. */
      readonly hasPassword: boolean;
      /** Why nothing was found there; the source is written all the same, as it was wanted. */
      readonly problem?: string;
    };

/** Name of the secret under which the broker's password is kept. */
export const PASSWORD_SECRET = 'mqtt-password';

/** A zone that is proposed: one for each sensor of a device that guards something. */
export interface ProposedZone {
  readonly device: DeviceDescription;
  readonly signal: ZoneSignal;
  readonly type: ZoneType;
}

/** Proposes zones as a partition without zones would adopt them. */
export function proposeZones(devices: readonly DeviceDescription[]): readonly ProposedZone[] {
  return devices.flatMap((device) => {
    const events = device.events.filter((event) => event === 'panic' || event === 'medical');
    return [...device.attributes, ...events].flatMap((signal) => {
      const type = adoptedType(signal);
      return type ? [{ device, signal, type }] : [];
    });
  });
}
