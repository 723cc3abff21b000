import type { Endpoint } from '@matter/main';
import type { BooleanStateServer } from '@matter/main/behaviors/boolean-state';
import type { BridgedDeviceBasicInformationServer } from '@matter/main/behaviors/bridged-device-basic-information';
import type { DoorLockServer } from '@matter/main/behaviors/door-lock';
import type { FixedLabelServer } from '@matter/main/behaviors/fixed-label';
import type { ModeSelectServer } from '@matter/main/behaviors/mode-select';
import type { OccupancySensingServer } from '@matter/main/behaviors/occupancy-sensing';
import type { OnOffServer } from '@matter/main/behaviors/on-off';
import type { PowerSourceServer } from '@matter/main/behaviors/power-source';
import type { SmokeCoAlarmServer } from '@matter/main/behaviors/smoke-co-alarm';
import type { SwitchServer } from '@matter/main/behaviors/switch';
import type { ContactSensorDevice } from '@matter/main/devices/contact-sensor';
import type { DoorLockDevice } from '@matter/main/devices/door-lock';
import type { GenericSwitchDevice } from '@matter/main/devices/generic-switch';
import type { ModeSelectDevice } from '@matter/main/devices/mode-select';
import type { OccupancySensorDevice } from '@matter/main/devices/occupancy-sensor';
import type { OnOffPlugInUnitDevice } from '@matter/main/devices/on-off-plug-in-unit';
import type { SmokeCoAlarmDevice } from '@matter/main/devices/smoke-co-alarm';
import type { TemperatureSensorDevice } from '@matter/main/devices/temperature-sensor';
import type { WaterFreezeDetectorDevice } from '@matter/main/devices/water-freeze-detector';
import type { WaterLeakDetectorDevice } from '@matter/main/devices/water-leak-detector';
import type { Status, StatusResponseError } from '@matter/main/types';
import type { CameraModule } from '../camera/camera-module.ts';

/**
 * What we use of matter.js: the classes of whoever owns them, our own server or Matterbridge.
 *
 * Each comes from a file of its own. The barrels of matter.js hold every cluster there is, and cost 70 MB.
 */
export interface MatterModule {
  readonly Endpoint: typeof Endpoint;
  readonly Status: typeof Status;
  readonly StatusResponseError: typeof StatusResponseError;
  readonly BooleanStateServer: typeof BooleanStateServer;
  readonly BridgedDeviceBasicInformationServer: typeof BridgedDeviceBasicInformationServer;
  readonly DoorLockServer: typeof DoorLockServer;
  readonly FixedLabelServer: typeof FixedLabelServer;
  readonly ModeSelectServer: typeof ModeSelectServer;
  readonly OccupancySensingServer: typeof OccupancySensingServer;
  readonly OnOffServer: typeof OnOffServer;
  readonly PowerSourceServer: typeof PowerSourceServer;
  readonly SmokeCoAlarmServer: typeof SmokeCoAlarmServer;
  readonly SwitchServer: typeof SwitchServer;
  readonly ContactSensorDevice: typeof ContactSensorDevice;
  readonly DoorLockDevice: typeof DoorLockDevice;
  readonly GenericSwitchDevice: typeof GenericSwitchDevice;
  readonly ModeSelectDevice: typeof ModeSelectDevice;
  readonly OccupancySensorDevice: typeof OccupancySensorDevice;
  readonly OnOffPlugInUnitDevice: typeof OnOffPlugInUnitDevice;
  readonly SmokeCoAlarmDevice: typeof SmokeCoAlarmDevice;
  readonly TemperatureSensorDevice: typeof TemperatureSensorDevice;
  readonly WaterFreezeDetectorDevice: typeof WaterFreezeDetectorDevice;
  readonly WaterLeakDetectorDevice: typeof WaterLeakDetectorDevice;
  /** Only where cameras are to be shown. */
  readonly cameras?: CameraModule;
}
