import { Endpoint } from '@matter/main';
import { BooleanStateServer } from '@matter/main/behaviors/boolean-state';
import { BridgedDeviceBasicInformationServer } from '@matter/main/behaviors/bridged-device-basic-information';
import { DoorLockServer } from '@matter/main/behaviors/door-lock';
import { FixedLabelServer } from '@matter/main/behaviors/fixed-label';
import { ModeSelectServer } from '@matter/main/behaviors/mode-select';
import { OccupancySensingServer } from '@matter/main/behaviors/occupancy-sensing';
import { OnOffServer } from '@matter/main/behaviors/on-off';
import { PowerSourceServer } from '@matter/main/behaviors/power-source';
import { SmokeCoAlarmServer } from '@matter/main/behaviors/smoke-co-alarm';
import { SwitchServer } from '@matter/main/behaviors/switch';
import { ContactSensorDevice } from '@matter/main/devices/contact-sensor';
import { DoorLockDevice } from '@matter/main/devices/door-lock';
import { GenericSwitchDevice } from '@matter/main/devices/generic-switch';
import { ModeSelectDevice } from '@matter/main/devices/mode-select';
import { OccupancySensorDevice } from '@matter/main/devices/occupancy-sensor';
import { OnOffPlugInUnitDevice } from '@matter/main/devices/on-off-plug-in-unit';
import { SmokeCoAlarmDevice } from '@matter/main/devices/smoke-co-alarm';
import { TemperatureSensorDevice } from '@matter/main/devices/temperature-sensor';
import { WaterFreezeDetectorDevice } from '@matter/main/devices/water-freeze-detector';
import { WaterLeakDetectorDevice } from '@matter/main/devices/water-leak-detector';
import { Status, StatusResponseError } from '@matter/main/types';
import type { CameraModule } from '../camera/camera-module.ts';
import type { MatterModule } from '../endpoint/matter-module.ts';

/** matter.js itself, as it is installed beside us. */
export const matterJs: MatterModule = {
  Endpoint,
  Status,
  StatusResponseError,
  BooleanStateServer,
  BridgedDeviceBasicInformationServer,
  DoorLockServer,
  FixedLabelServer,
  ModeSelectServer,
  OccupancySensingServer,
  OnOffServer,
  PowerSourceServer,
  SmokeCoAlarmServer,
  SwitchServer,
  ContactSensorDevice,
  DoorLockDevice,
  GenericSwitchDevice,
  ModeSelectDevice,
  OccupancySensorDevice,
  OnOffPlugInUnitDevice,
  SmokeCoAlarmDevice,
  TemperatureSensorDevice,
  WaterFreezeDetectorDevice,
  WaterLeakDetectorDevice,
};

/** What cameras need beside it, loaded when somebody asked for them: memory that others do without. */
export async function loadCameras(): Promise<CameraModule> {
  return (await import('./load-cameras.ts')).matterCameras;
}
