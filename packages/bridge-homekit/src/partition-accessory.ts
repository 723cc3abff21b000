import type { Service } from '@homebridge/hap-nodejs';
import type { HomeCommand, PartitionId, PartitionView } from '@nightlatch/model';
import { ALARM, currentNumber, modeFor, offeredTargets, targetNumber } from './alarm-reading.ts';
import { Binder, LOST } from './binder.ts';
import type { Read } from './binder.ts';
import type { HapAccessory } from './hap.ts';
import type { Shown, Stage } from './shown.ts';
import { trustedAlarm, trustedMaster } from './trusted-alarm.ts';
import { Wish } from './wish.ts';

/** How long a target that was accepted may wait for the partition to follow. */
const FOLLOW_MS = 5000;

/** Shows a partition, or the master, as SecuritySystem. While the hub is away it answers "No Response", never "disarmed". */
export function buildPartition(stage: Stage, id: PartitionId, accessory: HapAccessory): Shown {
  const { Characteristic: C, Service: S } = stage.hap;
  const binder = new Binder(stage.hap, stage.lane, accessory);
  const view = (): PartitionView | undefined => trustedAlarm(stage, id);
  const wish = new Wish<number>(stage.clock, FOLLOW_MS, () => binder.refresh());
  const service = binder.service(S.SecuritySystem, accessory.displayName, 'alarm');

  offerTargets(stage, service, view());
  binder.bind(service, C.SecuritySystemCurrentState, reading(view, currentNumber));
  const target = binder.bind(
    service,
    C.SecuritySystemTargetState,
    reading(view, (it) => wish.value ?? targetNumber(it)),
  );
  binder.bind(
    service,
    C.SecuritySystemAlarmType,
    reading(view, (it) => Number(currentNumber(it) === ALARM.triggered)),
  );
  const isMixed = (): boolean => trustedMaster(stage, id)?.state === 'mixed';
  const isFaulty = (): boolean => isMixed() || isInTest(view()) || stage.home.snapshot.troubles.length > 0;
  binder.bind(service, C.StatusFault, () => Number(!view() || isFaulty()));
  binder.bind(service, C.StatusTampered, () => Number(isTampered(stage, view())));
  binder.removeOthers();

  target.onSet(async (wanted) => {
    const command = commandFor(view(), id, Number(wanted));
    if (!command) throw new stage.hap.HapStatusError(stage.hap.HAPStatus.SERVICE_COMMUNICATION_FAILURE);
    wish.make(Number(wanted));
    const answer = await stage.desk.write(command, wordsFor(command, accessory.displayName), () => {
      wish.forget();
      binder.repeat(target);
    });
    if (answer === 'done' && view() && targetNumber(view()!) === wish.value) wish.forget();
  });

  return {
    refresh: () => {
      offerTargets(stage, service, view());
      binder.refresh();
    },
    notice: (change) => {
      const moved =
        change.type === 'partition' && (change.from?.state !== change.to.state || change.from.mode !== change.to.mode);
      if ((moved && !isMixed()) || change.type === 'link') wish.forget();
    },
    stop: () => wish.forget(),
  };
}

function reading(view: () => PartitionView | undefined, read: (view: PartitionView) => number): Read {
  return () => {
    const known = view();
    return known ? read(known) : LOST;
  };
}

/** Hides the modes that the partition does not have; tells controllers to look again when that changed. */
function offerTargets({ hap }: Stage, service: Service, view: PartitionView | undefined): void {
  if (!view) return;
  const target = service.getCharacteristic(hap.Characteristic.SecuritySystemTargetState);
  const validValues = [...offeredTargets(view)];
  if (target.props.validValues?.join() === validValues.join()) return;
  target.setProps({ validValues });
  service.setHiddenService(service.isHiddenService);
}

function commandFor(view: PartitionView | undefined, partition: PartitionId, target: number): HomeCommand | undefined {
  if (!view) return undefined;
  if (target === ALARM.disarmed) return { type: 'disarm', partition };
  const mode = modeFor(view, target);
  return mode === undefined ? undefined : { type: 'arm', partition, mode };
}

function wordsFor(command: HomeCommand, name: string): string {
  return command.type === 'arm' ? `arm ${name} (${command.mode})` : `${command.type} ${name}`;
}

/** Zones in test trip nothing: whoever looks is to see that the alarm is not whole. */
function isInTest(view: PartitionView | undefined): boolean {
  return view?.untested !== undefined || (view?.testing?.length ?? 0) > 0;
}

function isTampered({ home }: Stage, view: PartitionView | undefined): boolean {
  const sounding = view?.alarms.some((alarm) => alarm.hazard === 'tamper') ?? false;
  return sounding || home.snapshot.troubles.some((trouble) => trouble.kind === 'tamper');
}
