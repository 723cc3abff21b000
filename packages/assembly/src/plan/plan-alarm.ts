import type { AlarmConfig, PartitionConfig, ZoneConfig, ZoneGroupConfig } from '@nightlatch/alarm';
import type { DeviceAbility, DeviceDescription, DeviceId } from '@nightlatch/model';
import { deviceKey } from '../load/device-names.ts';
import type { Config, PartitionSettings } from '../schema/configuration-schema.ts';
import type { DeviceDirectory } from './device-directory.ts';
import { directoryOf } from './device-directory.ts';
import { planMaster } from './master.ts';
import { planFalseAlarms } from './plan-false-alarms.ts';
import { planModes } from './modes.ts';
import { adoptZones, planZones } from './plan-zones.ts';
import { planLocking } from './plan-locks.ts';
import { planPeople } from './people.ts';
import { planPolicy } from './policy.ts';
import { planSirens } from './plan-sirens.ts';

/** A whole alarm configuration, and what the owner should know of how it came about. */
export interface HousePlan {
  readonly alarm: AlarmConfig;
  /** Zones that nobody configured, by partition. */
  readonly adopted: ReadonlyMap<string, readonly ZoneConfig[]>;
  /** Zones that count as unknown, and why. */
  readonly notes: readonly string[];
}

/**
 * Turns a configuration into what the engine needs for the devices that are known: complete, with every default.
 *
 * Pure. A zone whose device nobody knows stays, under the name that was written, so that it refuses arming as unknown
 * instead of vanishing.
 */
export function planAlarm(config: Config): (devices: readonly DeviceDescription[]) => AlarmConfig {
  const plan = planHouse(config);
  return (devices) => plan(devices).alarm;
}

/** Plans as `planAlarm` does, and says what was adopted and what is missing. */
export function planHouse(config: Config): (devices: readonly DeviceDescription[]) => HousePlan {
  const { jamming } = config.supervision;
  const isJammingAlarm = jamming !== false && jamming.alarm;
  const policy = {
    ...planPolicy(config.policy, config.bridges.matter?.disarm),
    ...(isJammingAlarm ? { isJammingAlarm } : {}),
  };
  const master = planMaster(config);
  const users = planPeople(config.users, config.home.timeZone);
  return (devices) => {
    const directory = directoryOf(devices, config.devices);
    const listed = config.partitions.map((partition) => planZones(partition, directory));
    const taken = new Set(listed.flatMap(({ zones }) => zones.map(({ device }) => device)));
    const adopted = adoptAll(config.partitions, devices, taken);
    const partitions = config.partitions.map((partition, index) =>
      planPartition(partition, adopted.get(partition.id) ?? listed[index]?.zones ?? [], directory, config),
    );
    const chimes = withAbility(directory, 'chime');
    return {
      alarm: { partitions, users, policy, ...(master ? { master } : {}), ...(chimes.length > 0 ? { chimes } : {}) },
      adopted,
      notes: listed.flatMap(({ notes }) => notes),
    };
  };
}

/** Each sensor goes to the first partition that lists no zones, unless another lists it. */
function adoptAll(
  partitions: readonly PartitionSettings[],
  devices: readonly DeviceDescription[],
  taken: ReadonlySet<DeviceId>,
): ReadonlyMap<string, readonly ZoneConfig[]> {
  const adopters = partitions.filter(({ zones }) => zones === undefined);
  const free = devices.filter(({ id }) => !taken.has(id));
  return new Map(adopters.map((partition, index) => [partition.id, index === 0 ? adoptZones(partition, free) : []]));
}

function planPartition(
  settings: PartitionSettings,
  zones: readonly ZoneConfig[],
  directory: DeviceDirectory,
  { devices }: Config,
): PartitionConfig {
  const ids = (called: readonly string[]): readonly DeviceId[] => [
    ...new Set(called.map((name) => directory.idOf(name))),
  ];
  const locking = planLocking(settings, directory);
  return {
    id: settings.id,
    name: settings.name ?? settings.id,
    modes: planModes(settings.modes),
    zones,
    sirenSeconds: settings.sirenSeconds,
    followerGraceSeconds: settings.followerGrace,
    ...planSirens(settings, directory),
    keypads: settings.keypads ? ids(settings.keypads) : withAbility(directory, 'keypad'),
    chimes: ids(settings.chimes),
    ...planFalseAlarms(settings),
    ...(locking ? { locking } : {}),
    groups: settings.groups.flatMap((group) => planGroup(group, zones, directory, devices)),
  };
}

function withAbility({ devices }: DeviceDirectory, ability: DeviceAbility): readonly DeviceId[] {
  return devices.filter(({ abilities }) => abilities.includes(ability)).map(({ id }) => id);
}

/** A group of which fewer zones are known than it needs is left out: its zones then alarm alone, as they should. */
function planGroup(
  { zones: members, count, withinSeconds }: PartitionSettings['groups'][number],
  zones: readonly ZoneConfig[],
  directory: DeviceDirectory,
  devices: Config['devices'],
): readonly ZoneGroupConfig[] {
  const isMeant = (called: string, { id, name, device }: ZoneConfig): boolean =>
    [id, name].some((own) => own.toLowerCase() === called.trim().toLowerCase()) ||
    deviceKey(device, devices) === deviceKey(directory.idOf(called), devices);
  const found = zones.filter((zone) => members.some((called) => isMeant(called, zone))).map(({ id }) => id);
  return found.length < count ? [] : [{ zones: found, count, withinSeconds }];
}
