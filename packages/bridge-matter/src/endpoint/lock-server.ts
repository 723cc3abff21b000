import type { Behavior } from '@matter/main';
import type { DoorLock } from '@matter/main/clusters/door-lock';
import { SecretText } from '@nightlatch/model';
import type { EndpointAnswer, EndpointRequest } from '../plan/endpoint-plan.ts';
import type { Asking } from './asking.ts';
import {
  clearWeekDay,
  clearYearDay,
  describeWeekDay,
  describeYearDay,
  setWeekDay,
  setYearDay,
} from './lock-schedule-server.ts';
import {
  ALL,
  OPERATION as DATA,
  PIN,
  describeCredential,
  describeUser,
  guestChange,
  setCredential,
} from './lock-user-server.ts';
import type { LockUserRefusal, LockUsers } from './lock-users.ts';
import type { MatterModule } from './matter-module.ts';
import { throwLockRefusal } from './refusal-status.ts';

/** `LockOperationTypeEnum`, `OperationSourceEnum`, `OperationErrorEnum`, `AlarmCodeEnum`: Matter 1.6, §5.2. */
const OPERATION = { lock: 0, unlock: 1 } as const;
const REMOTE = 7;
const ERROR = { unspecified: 0, invalidCredential: 1 } as const;
const WRONG_CODE_LIMIT = 4;

type Optional = Uint8Array | ArrayBuffer | undefined;

/**
 * Makes the server of a lock whose PINs the hub judges.
 *
 * It keeps no PINs of its own and compares none: a PIN goes to the home as a code, through the one policy and the one
 * lockout. The bolt moves by the hub's order alone, and `lockState` follows what the lock reports.
 */
export function lockServer(matter: MatterModule, asking: Asking, users?: LockUsers): Behavior.Type {
  return class HomeLockServer extends matter.DoorLockServer.with(
    'PinCredential',
    'User',
    'CredentialOverTheAirAccess',
    'WeekDayAccessSchedules',
    'YearDayAccessSchedules',
  ) {
    override async lockDoor({ pinCode }: DoorLock.LockDoorRequest): Promise<void> {
      await this.#ask({ type: 'lock', ...secret(pinCode) });
    }

    override async unlockDoor({ pinCode }: DoorLock.UnlockDoorRequest): Promise<void> {
      await this.#ask({ type: 'unlock', ...secret(pinCode) });
    }

    override async unlockWithTimeout({ pinCode, timeout }: DoorLock.UnlockWithTimeoutRequest): Promise<void> {
      await this.#ask({ type: 'unlock', ...secret(pinCode), relockSeconds: timeout });
    }

    override getUser({ userIndex }: DoorLock.GetUserRequest): DoorLock.GetUserResponse {
      return describeUser(users, userIndex) as unknown as DoorLock.GetUserResponse;
    }

    override async setUser({ operationType, userIndex, ...said }: DoorLock.SetUserRequest): Promise<void> {
      const operation: number = operationType;
      const change = guestChange(said);
      if (!change) return this.#throwUnless('invalid');
      if (operation === DATA.add) {
        const added = users?.addGuest(this.#fabric, change, userIndex) ?? 'refused';
        return this.#throwUnless(typeof added === 'string' ? added : undefined);
      }
      this.#throwUnless(operation === DATA.modify && users ? users.change(userIndex, change) : 'refused');
    }

    override async clearUser({ userIndex }: DoorLock.ClearUserRequest): Promise<void> {
      if (userIndex !== ALL) return this.#throwUnless(users ? users.remove(userIndex) : 'refused');
      for (const { index, fabric } of users?.users() ?? []) if (fabric !== undefined) users?.remove(index);
    }

    override setCredential(request: DoorLock.SetCredentialRequest): DoorLock.SetCredentialResponse {
      // matter.js waits for what a command returns; only its type says otherwise.
      return setCredential(users, this.#fabric, request) as unknown as DoorLock.SetCredentialResponse;
    }

    override getCredentialStatus({
      credential,
    }: DoorLock.GetCredentialStatusRequest): DoorLock.GetCredentialStatusResponse {
      return describeCredential(users, credential) as unknown as DoorLock.GetCredentialStatusResponse;
    }

    override async clearCredential({ credential }: DoorLock.ClearCredentialRequest): Promise<void> {
      const isOne = credential !== null && credential.credentialIndex !== ALL;
      const type: number = credential?.credentialType ?? PIN;
      if (type !== PIN) return this.#throwUnless('not-found');
      if (isOne) return this.#throwUnless(users ? users.revoke(credential.credentialIndex) : 'refused');
      for (const { index, user } of users?.codes() ?? []) if (user.fabric !== undefined) users?.revoke(index);
    }

    override async setWeekDaySchedule(request: DoorLock.SetWeekDayScheduleRequest): Promise<void> {
      this.#throwUnless(setWeekDay(users, request));
    }

    override getWeekDaySchedule(request: DoorLock.GetWeekDayScheduleRequest): DoorLock.GetWeekDayScheduleResponse {
      return describeWeekDay(users, request) as unknown as DoorLock.GetWeekDayScheduleResponse;
    }

    override async clearWeekDaySchedule(request: DoorLock.ClearWeekDayScheduleRequest): Promise<void> {
      this.#throwUnless(clearWeekDay(users, request));
    }

    override async setYearDaySchedule(request: DoorLock.SetYearDayScheduleRequest): Promise<void> {
      this.#throwUnless(setYearDay(users, request));
    }

    override getYearDaySchedule(request: DoorLock.GetYearDayScheduleRequest): DoorLock.GetYearDayScheduleResponse {
      return describeYearDay(users, request) as unknown as DoorLock.GetYearDayScheduleResponse;
    }

    override async clearYearDaySchedule(request: DoorLock.ClearYearDayScheduleRequest): Promise<void> {
      this.#throwUnless(clearYearDay(users, request));
    }

    get #fabric(): number {
      return (this.context as { fabric?: number }).fabric ?? 0;
    }

    #throwUnless(refusal: LockUserRefusal | 'invalid' | undefined): void {
      const { Status, StatusResponseError } = matter;
      if (refusal === undefined) return;
      throw new StatusResponseError('Refused.', refusal === 'refused' ? Status.Failure : Status.InvalidCommand);
    }

    async #ask(request: Extract<EndpointRequest, { type: 'lock' | 'unlock' }>): Promise<void> {
      const isRefused = request.type === 'unlock' && !request.pin && this.state.requirePinForRemoteOperation;
      const answer: EndpointAnswer = isRefused
        ? { ok: false, reason: 'code-required' }
        : await asking.ask(this.endpoint, request);
      if (!answer.ok) await this.#tellRefusal(request, answer.reason);
      throwLockRefusal(matter, answer);
    }

    /** Tells every app of a refusal. It is told apart from this command, whose own changes the refusal takes back. */
    async #tellRefusal({ type }: EndpointRequest, reason: string): Promise<void> {
      const { fabric, session } = this.context as { fabric?: number; session?: { peerNodeId?: bigint } };
      const isCode = ['wrong-code', 'code-required', 'locked-out'].includes(reason);
      const payload = {
        lockOperationType: type === 'lock' ? OPERATION.lock : OPERATION.unlock,
        operationSource: REMOTE,
        operationError: isCode ? ERROR.invalidCredential : ERROR.unspecified,
        userIndex: null,
        fabricIndex: fabric ?? null,
        sourceNode: session?.peerNodeId ?? null,
        credentials: null,
      };
      await asking.tell(this.endpoint, [
        { cluster: 'doorLock', event: 'lockOperationError', payload },
        ...(reason === 'locked-out'
          ? [{ cluster: 'doorLock', event: 'doorLockAlarm', payload: { alarmCode: WRONG_CODE_LIMIT } }]
          : []),
      ]);
    }
  };
}

function secret(pinCode: Optional): { pin?: SecretText } {
  return pinCode === undefined ? {} : { pin: new SecretText(new TextDecoder().decode(pinCode)) };
}
