import type { AttributeKey, DeviceState, Hazard, HomeChange, HomeCommand } from '@nightlatch/model';
import { trustedValue } from '@nightlatch/state';
import type { ClusterEvent, ClusterStates, EndpointAnswer, EndpointRequest, Reading } from './endpoint-plan.ts';
import type { Stage } from './stage.ts';

/** `LockStateEnum`, `AlarmCodeEnum` and `LockOperationTypeEnum`, numbered by the Matter specification 1.6, §5.2. */
export const LOCK_STATE = { notFullyLocked: 0, locked: 1, unlocked: 2 } as const;
const ALARM_CODE = { jammed: 0 } as const;
const OPERATION = { lock: 0, unlock: 1 } as const;
/** Who moved it is not known: a hand, a key, a keypad. */
const SOURCE_UNSPECIFIED = 0;

/** A moving lock still is where it came from. */
const SHOWN: Readonly<Record<string, number>> = {
  locked: LOCK_STATE.locked,
  unlocking: LOCK_STATE.locked,
  unlocked: LOCK_STATE.unlocked,
  locking: LOCK_STATE.unlocked,
  jammed: LOCK_STATE.notFullyLocked,
};

/** While one of these sounds nothing locks by itself: people must get out. */
const ESCAPE: readonly Hazard[] = ['fire', 'co', 'gas'];

export interface PlannedLock {
  readonly device: DeviceState;
  readonly key: AttributeKey;
}

export const INITIAL_LOCK: ClusterStates = { doorLock: { lockState: null, actuatorEnabled: true } };

/** Reads a lock: only what the lock itself has said, never what it was told. */
export function readLock({ home }: Stage, { device, key }: PlannedLock): Reading {
  const shown = SHOWN[String(trustedValue(home.snapshot, device.id, key))];
  return { reachable: shown !== undefined, clusters: { doorLock: { lockState: shown ?? null } } };
}

/** Passes what an app asks of a lock to the hub, with the PIN, which nobody but the hub's engine judges. */
export function askLock(stage: Stage, lock: PlannedLock): (request: EndpointRequest) => Promise<EndpointAnswer> {
  const { device, key } = lock;
  return async (request) => {
    if (request.type !== 'lock' && request.type !== 'unlock') return { ok: false, reason: 'invalid' };
    const command: HomeCommand = {
      type: request.type,
      device: device.id,
      attribute: key,
      ...(request.pin ? { code: request.pin } : {}),
    };
    const answer = await stage.desk.ask(command, `${request.type} ${device.name}`);
    if (answer.ok && request.type === 'unlock' && request.relockSeconds) {
      relockLater(stage, lock, request.relockSeconds);
    }
    return answer;
  };
}

/** Tells of a jam, and of a bolt that was moved, whoever moved it. */
export function noticeLock(change: HomeChange, { device, key }: PlannedLock): readonly ClusterEvent[] {
  if (change.type !== 'attribute' || change.device !== device.id || change.attribute !== key) return [];
  if (change.to === 'jammed') return [doorLockEvent('doorLockAlarm', { alarmCode: ALARM_CODE.jammed })];
  if (change.cause !== 'live' || (change.to !== 'locked' && change.to !== 'unlocked')) return [];
  return [movedEvent(change.to)];
}

export function movedEvent(to: 'locked' | 'unlocked'): ClusterEvent {
  return doorLockEvent('lockOperation', {
    lockOperationType: to === 'locked' ? OPERATION.lock : OPERATION.unlock,
    operationSource: SOURCE_UNSPECIFIED,
    userIndex: null,
    fabricIndex: null,
    sourceNode: null,
    credentials: null,
  });
}

function doorLockEvent(event: string, payload: ClusterEvent['payload']): ClusterEvent {
  return { cluster: 'doorLock', event, payload };
}

function relockLater({ home, desk, clock, log }: Stage, { device, key }: PlannedLock, seconds: number): void {
  clock.after(seconds * 1000, () => {
    const alarms = [...home.snapshot.partitions.values()].flatMap((it) => it.alarms);
    // Silenced is not over, and an alarm that is being verified is no less of one.
    if (alarms.some(({ hazard }) => ESCAPE.includes(hazard))) {
      log.warn(`Matter: ${device.name} stays unlocked while an alarm lasts that people must flee from.`);
      return;
    }
    void desk.ask({ type: 'lock', device: device.id, attribute: key }, `lock ${device.name} again`);
  });
}
