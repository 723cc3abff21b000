import type { RefusalReason } from '@nightlatch/model';
import { explainRefusal } from '@nightlatch/model';
import type { EndpointAnswer } from '../plan/endpoint-plan.ts';
import type { MatterModule } from './matter-module.ts';

type StatusName = Exclude<keyof MatterModule['Status'], number>;

const STATUS_OF: Readonly<Partial<Record<RefusalReason, StatusName>>> = {
  'not-permitted': 'UnsupportedAccess',
  'code-required': 'UnsupportedAccess',
  'zones-open': 'InvalidInState',
  'zones-unknown': 'InvalidInState',
  trouble: 'InvalidInState',
  'unknown-mode': 'InvalidCommand',
  busy: 'Busy',
};

/** Turns a refusal into a protocol error, so that the app shows it and the state stays as it is. */
export function throwRefusal({ StatusResponseError, Status }: MatterModule, answer: EndpointAnswer): void {
  if (answer.ok) return;
  throw new StatusResponseError(explainRefusal(answer.reason), Status[STATUS_OF[answer.reason] ?? 'Failure']);
}

/** A lock answers every refusal alike, as its cluster demands: nobody learns from it what was wrong. */
export function throwLockRefusal({ StatusResponseError, Status }: MatterModule, answer: EndpointAnswer): void {
  if (!answer.ok) throw new StatusResponseError('Refused.', Status.Failure);
}
