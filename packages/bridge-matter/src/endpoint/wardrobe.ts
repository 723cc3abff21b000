import type { EndpointType } from '@matter/main';
import { InvariantError } from '@nightlatch/model';
import type { CameraDress } from '../camera/camera-attributes.ts';
import type { Cameras } from '../camera/cameras.ts';
import type { EndpointKind, EndpointPower } from '../plan/endpoint-plan.ts';
import type { Asking } from './asking.ts';
import { lockServer } from './lock-server.ts';
import type { LockUsers } from './lock-users.ts';
import type { MatterModule } from './matter-module.ts';
import { modeSelectServer } from './mode-select-server.ts';
import { switchServer } from './switch-server.ts';

/** What an endpoint is dressed as, beside its kind. */
export interface Dress {
  readonly kind: EndpointKind;
  readonly power: EndpointPower;
  readonly hasRoom: boolean;
  /** Of a camera. */
  readonly camera?: CameraDress;
}

/**
 * Makes the endpoint types of each kind, once: every type that is made anew costs memory that is never given back.
 *
 * Features are named one by one, as later versions of matter.js select none by themselves.
 */
export class Wardrobe {
  readonly #types = new Map<string, EndpointType>();
  readonly #bases: Bases;
  readonly #matter: MatterModule;
  readonly #cameras: Cameras | undefined;

  constructor(matter: MatterModule, asking: Asking, users?: LockUsers, cameras?: Cameras) {
    this.#matter = matter;
    this.#cameras = cameras;
    this.#bases = basesOf(matter, asking, users);
  }

  typeOf(dress: Dress): EndpointType {
    const key = JSON.stringify(dress);
    let type = this.#types.get(key);
    if (!type) this.#types.set(key, (type = this.#make(dress)));
    return type;
  }

  #make({ kind, power, hasRoom, camera }: Dress): EndpointType {
    const { BridgedDeviceBasicInformationServer, FixedLabelServer, PowerSourceServer } = this.#matter;
    const plain = kind === 'camera' ? this.#cameraType(camera) : this.#bases[kind]();
    const base = plain as EndpointType & { with(...servers: readonly unknown[]): EndpointType };
    return base.with(
      BridgedDeviceBasicInformationServer,
      ...(hasRoom ? [FixedLabelServer] : []),
      ...(power === 'battery' ? [PowerSourceServer.with('Battery')] : []),
      ...(power === 'mains' ? [PowerSourceServer.with('Wired')] : []),
    );
  }

  #cameraType(dress: CameraDress | undefined): EndpointType {
    const cameras = this.#cameras;
    if (!cameras || !dress) throw new InvariantError('A camera was planned for a host that was not given cameras.');
    return dress.isDoorbell ? cameras.parts.cameras.VideoDoorbellDevice : cameras.typeOf(dress);
  }
}

function basesOf(matter: MatterModule, asking: Asking, users: LockUsers | undefined): Bases {
  const boolean = matter.BooleanStateServer.enable({ events: { stateChange: true } });
  const occupancy = (feature: 'PassiveInfrared' | 'Radar' | 'Other') => () =>
    matter.OccupancySensorDevice.with(matter.OccupancySensingServer.with(feature));
  const smoke =
    (...features: ('SmokeAlarm' | 'CoAlarm')[]) =>
    () =>
      matter.SmokeCoAlarmDevice.with(matter.SmokeCoAlarmServer.with(...features));
  const button = () =>
    matter.GenericSwitchDevice.with(
      matter.SwitchServer.with(
        'MomentarySwitch',
        'MomentarySwitchRelease',
        'MomentarySwitchLongPress',
        'MomentarySwitchMultiPress',
      ),
    );
  return {
    contact: () => matter.ContactSensorDevice.with(boolean),
    leak: () => matter.WaterLeakDetectorDevice.with(boolean),
    freeze: () => matter.WaterFreezeDetectorDevice.with(boolean),
    motion: occupancy('PassiveInfrared'),
    presence: occupancy('Radar'),
    vibration: occupancy('Other'),
    smoke: smoke('SmokeAlarm'),
    co: smoke('CoAlarm'),
    'smoke-co': smoke('SmokeAlarm', 'CoAlarm'),
    temperature: () => matter.TemperatureSensorDevice,
    lock: () => matter.DoorLockDevice.with(lockServer(matter, asking, users)),
    switch: () => matter.OnOffPlugInUnitDevice.with(switchServer(matter, asking)),
    button,
    doorbell: button,
    'mode-select': () => matter.ModeSelectDevice.with(modeSelectServer(matter, asking)),
  };
}

type Bases = Readonly<Record<Exclude<EndpointKind, 'camera'>, () => EndpointType>>;
