import type { AttributeKey, AttributeValue, DeviceState, HomeChange, Unknown } from '@nightlatch/model';
import { trustedValue } from '@nightlatch/state';
import type { Binder } from './binder.ts';
import type { Shown, Stage } from './shown.ts';
import { Wish } from './wish.ts';

/** How long a lock may move before Home stops saying so. */
const MOVING_MS = 30_000;

/** `LockCurrentState`, numbered by the HAP specification. A moving lock still is where it came from. */
const CURRENT: Readonly<Record<string, number>> = {
  unlocked: 0,
  locking: 0,
  locked: 1,
  unlocking: 1,
  jammed: 2,
  unknown: 3,
};

/** `LockTargetState` of values that tell where the lock is going or stays. */
const TARGET: Readonly<Record<string, number>> = { unlocked: 0, unlocking: 0, locked: 1, locking: 1 };

interface Lock {
  readonly binder: Binder;
  readonly device: DeviceState;
  readonly key: AttributeKey;
  readonly name: string;
}

/**
 * Shows a lock as LockMechanism with LockManagement.
 *
 * The target is what was asked for, until the lock reports that it stands still, jams, or is given up; after that it is
 * what the lock is.
 */
export function bindLock(stage: Stage, { binder, device, key, name }: Lock): Shown {
  const { Characteristic: C, Service: S } = stage.hap;
  const value = (): AttributeValue | Unknown => trustedValue(stage.home.snapshot, device.id, key);
  const wish = new Wish<number>(stage.clock, MOVING_MS, () => binder.refresh());
  let settled = 1;
  const target = (): number => {
    settled = TARGET[String(value())] ?? settled;
    return wish.value ?? settled;
  };

  const service = binder.service(S.LockMechanism, name, key);
  binder.bind(service, C.LockCurrentState, () => CURRENT[String(value())] ?? C.LockCurrentState.UNKNOWN);
  const written = binder.bind(service, C.LockTargetState, target);
  written.onSet(async (wanted) => {
    const type = wanted === C.LockTargetState.SECURED ? 'lock' : 'unlock';
    wish.make(Number(wanted));
    await stage.desk.write({ type, device: device.id, attribute: key }, `${type} ${device.name}`, () => {
      wish.forget();
      binder.repeat(written);
    });
  });
  const management = binder.service(S.LockManagement, `${name} management`, key);
  binder.bind(management, C.Version, () => '1.0');

  return {
    refresh: () => binder.refresh(),
    notice: (change) => {
      if (endsWish(change, device.id, key)) wish.forget();
    },
    stop: () => wish.forget(),
  };
}

function endsWish(change: HomeChange, device: string, key: AttributeKey): boolean {
  if (change.type === 'link') return true;
  if (!('device' in change) || change.device !== device) return false;
  if (change.type === 'attribute')
    return change.attribute === key && !['locking', 'unlocking'].includes(String(change.to));
  return change.type === 'trouble' && change.on && (change.kind === 'jam' || change.kind === 'unconfirmed');
}
