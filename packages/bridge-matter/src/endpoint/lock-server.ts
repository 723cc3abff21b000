import type { Behavior } from '@matter/main';
import type { DoorLock } from '@matter/main/clusters/door-lock';
import { SecretText } from '@nightlatch/model';
import type { EndpointAnswer, EndpointRequest } from '../plan/endpoint-plan.ts';
import type { Asking } from './asking.ts';
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
export function lockServer(matter: MatterModule, asking: Asking): Behavior.Type {
  return class HomeLockServer extends matter.DoorLockServer.with(
    'PinCredential',
    'User',
    'CredentialOverTheAirAccess',
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
