/*
 * What we use of Matterbridge. Its rules forbid a plugin any dependency on it, so its own types are not at hand: it is
 * there when the plugin runs in it, and in `test/hosts/matterbridge`, where these are held against the real one.
 */

declare module 'matterbridge' {
  import type { MatterModule } from '@nightlatch/bridge-matter';

  export interface PlatformMatterbridge {
    readonly matterbridgeDirectory: string;
    readonly matterbridgeVersion: string;
  }

  export interface PlatformLog {
    error(message: string): void;
    warn(message: string): void;
    info(message: string): void;
    debug(message: string): void;
  }

  export interface PlatformConfig {
    name: string;
    type: string;
    unregisterOnShutdown?: boolean;
  }

  /** A device type as Matterbridge writes it. */
  export interface DeviceTypeDefinition {
    readonly name: string;
    readonly code: number;
    readonly deviceClass: string;
    readonly revision: number;
    readonly requiredServerClusters: readonly number[];
    readonly optionalServerClusters: readonly number[];
    readonly requiredClientClusters: readonly number[];
    readonly optionalClientClusters: readonly number[];
  }

  export const bridgedNode: DeviceTypeDefinition;
  export const powerSource: DeviceTypeDefinition;

  const Endpoint: MatterModule['Endpoint'];

  export class MatterbridgeEndpoint extends Endpoint {
    constructor(definition: readonly DeviceTypeDefinition[], options: { id: string });
    deviceName: string | undefined;
    serialNumber: string | undefined;
    uniqueId: string | undefined;
    vendorId: number | undefined;
    vendorName: string | undefined;
    productName: string | undefined;
  }

  export class MatterbridgeDynamicPlatform {
    constructor(matterbridge: PlatformMatterbridge, log: PlatformLog, config: PlatformConfig);
    readonly matterbridge: PlatformMatterbridge;
    readonly log: PlatformLog;
    config: PlatformConfig;
    readonly ready: Promise<void>;
    onStart(reason?: string): Promise<void>;
    onConfigure(): Promise<void>;
    onShutdown(reason?: string): Promise<void>;
    hasDeviceName(name: string): boolean;
    registerDevice(device: MatterbridgeEndpoint): Promise<void>;
    unregisterDevice(device: MatterbridgeEndpoint): Promise<void>;
    unregisterAllDevices(): Promise<void>;
  }
}

declare module 'matterbridge/matter' {
  export const Logger: { facilityLevels: Readonly<Record<string, number>> };
  export const LogLevel: { readonly INFO: number; readonly NOTICE: number };
}

declare module 'matterbridge/matter/behaviors' {
  import type { MatterModule } from '@nightlatch/bridge-matter';

  export const BooleanStateServer: MatterModule['BooleanStateServer'];
  export const BridgedDeviceBasicInformationServer: MatterModule['BridgedDeviceBasicInformationServer'];
  export const DoorLockServer: MatterModule['DoorLockServer'];
  export const FixedLabelServer: MatterModule['FixedLabelServer'];
  export const ModeSelectServer: MatterModule['ModeSelectServer'];
  export const OccupancySensingServer: MatterModule['OccupancySensingServer'];
  export const OnOffServer: MatterModule['OnOffServer'];
  export const PowerSourceServer: MatterModule['PowerSourceServer'];
  export const SmokeCoAlarmServer: MatterModule['SmokeCoAlarmServer'];
  export const SwitchServer: MatterModule['SwitchServer'];
}

declare module 'matterbridge/matter/clusters' {
  export const SmokeCoAlarm: { readonly ExpressedState: object };
}

declare module 'matterbridge/matter/devices' {
  import type { MatterModule } from '@nightlatch/bridge-matter';

  export const ContactSensorDevice: MatterModule['ContactSensorDevice'];
  export const DoorLockDevice: MatterModule['DoorLockDevice'];
  export const GenericSwitchDevice: MatterModule['GenericSwitchDevice'];
  export const ModeSelectDevice: MatterModule['ModeSelectDevice'];
  export const OccupancySensorDevice: MatterModule['OccupancySensorDevice'];
  export const OnOffPlugInUnitDevice: MatterModule['OnOffPlugInUnitDevice'];
  export const SmokeCoAlarmDevice: MatterModule['SmokeCoAlarmDevice'];
  export const TemperatureSensorDevice: MatterModule['TemperatureSensorDevice'];
  export const WaterFreezeDetectorDevice: MatterModule['WaterFreezeDetectorDevice'];
  export const WaterLeakDetectorDevice: MatterModule['WaterLeakDetectorDevice'];
}

declare module 'matterbridge/matter/types' {
  import type { MatterModule } from '@nightlatch/bridge-matter';

  export const Status: MatterModule['Status'];
  export const StatusResponseError: MatterModule['StatusResponseError'];
}
