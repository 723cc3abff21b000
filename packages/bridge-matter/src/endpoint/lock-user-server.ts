import { SecretText } from '@nightlatch/model';
import { MAX_USERS } from './lock-settings.ts';
import type { LockUser, LockUserRefusal, LockUsers } from './lock-users.ts';

/** `DataOperationTypeEnum`, `CredentialTypeEnum` and `DlStatus`, numbered by the Matter specification 1.6, §5.2. */
export const OPERATION = { add: 0, clear: 1, modify: 2 } as const;
export const PIN = 1;
export const ALL = 0xfffe;
const DL_STATUS = { success: 0, failure: 1, occupied: 3, invalid: 0x85, full: 0x89, notFound: 0x8b } as const;
const USER = { status: 1, type: 0, rule: 0 } as const;

/** The fields of the commands that we read, with enumerations as the numbers that they are on the wire. */
export interface WireCredential {
  readonly credentialType: number;
  readonly credentialIndex: number;
}

/** A response, with enumerations as numbers. */
type Answer = Readonly<Record<string, unknown>>;

interface SetCredential {
  readonly operationType: number;
  readonly credential: WireCredential;
  readonly credentialData: Uint8Array | ArrayBuffer;
  readonly userIndex: number | null;
}

const STATUS_OF: Readonly<Record<LockUserRefusal, number>> = {
  refused: DL_STATUS.failure,
  occupied: DL_STATUS.occupied,
  full: DL_STATUS.full,
  'not-found': DL_STATUS.notFound,
};

/** What a lock answers about one of its users. */
export function describeUser(users: LockUsers | undefined, userIndex: number): Answer {
  const all = users?.users() ?? [];
  const user = all.find(({ index }) => index === userIndex);
  const nextUserIndex = all.find(({ index }) => index > userIndex)?.index ?? null;
  const codes = users?.codes().filter((it) => it.user.index === userIndex) ?? [];
  return {
    userIndex,
    userName: user ? user.label.slice(0, 10) : null,
    userUniqueId: null,
    userStatus: user ? USER.status : null,
    userType: user ? USER.type : null,
    credentialRule: user ? USER.rule : null,
    credentials: user ? codes.map(({ index }) => ({ credentialType: PIN, credentialIndex: index })) : null,
    creatorFabricIndex: user?.fabric ?? null,
    lastModifiedFabricIndex: user?.fabric ?? null,
    nextUserIndex,
  };
}

/** What a lock answers about one of its credentials. */
export function describeCredential(
  users: LockUsers | undefined,
  { credentialType, credentialIndex }: WireCredential,
): Answer {
  const codes = credentialType === PIN ? (users?.codes() ?? []) : [];
  const code = codes.find(({ index }) => index === credentialIndex);
  return {
    credentialExists: code !== undefined,
    userIndex: code?.user.index ?? null,
    creatorFabricIndex: code?.user.fabric ?? null,
    lastModifiedFabricIndex: code?.user.fabric ?? null,
    nextCredentialIndex: codes.find(({ index }) => index > credentialIndex)?.index ?? null,
  };
}

/** Enrols what an app sends. The PIN goes to the house's own registry and is kept nowhere here. */
export async function setCredential(
  users: LockUsers | undefined,
  fabric: number,
  { operationType, credential, credentialData, userIndex }: SetCredential,
): Promise<Answer> {
  const { credentialType, credentialIndex } = credential;
  const answer = (status: number, createdUser: number | null = null): Answer => ({
    status,
    userIndex: createdUser,
    nextCredentialIndex: nextFree(users, credentialIndex),
  });
  const isKnown = operationType === OPERATION.add || operationType === OPERATION.modify;
  if (!users || credentialType !== PIN || !isKnown || credentialIndex < 1 || credentialIndex > MAX_USERS)
    return answer(DL_STATUS.invalid);
  const there = users.codes().find(({ index }) => index === credentialIndex);
  if (operationType === OPERATION.add && there) return answer(DL_STATUS.occupied);
  if (operationType === OPERATION.modify && !there) return answer(DL_STATUS.invalid);
  const owner = ownerOf(users, fabric, userIndex ?? there?.user.index);
  if (typeof owner === 'string') return answer(STATUS_OF[owner]);
  const pin = new SecretText(new TextDecoder().decode(credentialData));
  const refusal = await users.enrol(owner, credentialIndex, pin);
  const isNew = userIndex === null && !there;
  if (refusal === undefined) return answer(DL_STATUS.success, isNew ? owner.index : null);
  if (isNew) users.remove(owner.index);
  return answer(STATUS_OF[refusal]);
}

function ownerOf(users: LockUsers, fabric: number, index: number | undefined): LockUser | LockUserRefusal {
  if (index === undefined) return users.addGuest(fabric, '');
  return users.users().find((it) => it.index === index) ?? 'not-found';
}

function nextFree(users: LockUsers | undefined, after: number): number | null {
  const taken = new Set(users?.codes().map(({ index }) => index));
  for (let index = after + 1; index <= MAX_USERS; index += 1) if (!taken.has(index)) return index;
  return null;
}
