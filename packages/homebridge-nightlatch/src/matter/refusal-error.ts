import type { RefusalReason } from '@nightlatch/model';
import { explainRefusal } from '@nightlatch/model';
import type { MatterAPI } from 'homebridge';

const ERROR_OF: Readonly<Partial<Record<RefusalReason, 'PermissionDenied' | 'InvalidInState' | 'Busy'>>> = {
  'not-permitted': 'PermissionDenied',
  'code-required': 'PermissionDenied',
  'zones-open': 'InvalidInState',
  'zones-unknown': 'InvalidInState',
  trouble: 'InvalidInState',
  busy: 'Busy',
};

/** Makes the error that tells an app why nothing happened. */
export function refusalError({ status }: Pick<MatterAPI, 'status'>, reason: RefusalReason): Error {
  const name = ERROR_OF[reason] ?? 'Failure';
  return new status[name](explainRefusal(reason));
}
