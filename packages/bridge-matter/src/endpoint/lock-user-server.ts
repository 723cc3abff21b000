import { SecretText } from '@nightlatch/model';
import { MAX_USERS } from './lock-settings.ts';
import type { GuestChange, LockUser, LockUserRefusal, LockUsers } from './lock-users.ts';

/** `DataOperationTypeEnum`, `CredentialTypeEnum`, `UserStatusEnum`, `UserTypeEnum` and `DlStatus`, numbered by the Matter specification 1.6, §5.2. */
export const OPERATION = { add: 0, clear: 1, modify: 2 } as const;
export const PIN = 1;
export const ALL = 0xfffe;
const STATUS = { enabled: 1, disabled: 3 } as const;
const TYPE = { unrestricted: 0, yearDay: 1, weekDay: 2, scheduleRestricted: 8 } as const;
const DL_STATUS = { success: 0, failure: 1, occupied: 3, invalid: 0x85, full: 0x89, notFound: 0x8b } as const;
const SINGLE_RULE = 0;

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
  readonly userStatus: number | null;
  readonly userType: number | null;
}

/** What an app says of a user in a command; `null` leaves it as it is. */
interface WireUser {
  readonly userName?: string | null;
  readonly userStatus: number | null;
  readonly userType: number | null;
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
    userStatus: user ? STATUS[users?.isDisabled(user) ? 'disabled' : 'enabled'] : null,
    userType: user && users ? typeOf(users, user) : null,
    credentialRule: user ? SINGLE_RULE : null,
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

/**
 * Reads what an app says of a user.
 *
 * @returns `undefined` for kinds of users whom we do not have: those who program locks, who come once, who call for help.
 */
export function guestChange({ userName, userStatus, userType }: WireUser): GuestChange | undefined {
  const isKnownStatus = userStatus === null || userStatus === STATUS.enabled || userStatus === STATUS.disabled;
  const types: readonly number[] = Object.values(TYPE);
  if (!isKnownStatus || (userType !== null && !types.includes(userType))) return undefined;
  return {
    ...(userName === null || userName === undefined ? {} : { label: userName }),
    ...(userStatus === null ? {} : { isDisabled: userStatus === STATUS.disabled }),
    ...(userType === null ? {} : { needsSchedule: userType !== TYPE.unrestricted }),
  };
}

function typeOf(users: LockUsers, user: LockUser): number {
  const { weekDays, yearDay } = users.schedules(user);
  const isRestricted = user.needsSchedule === true || weekDays.length > 0 || yearDay !== undefined;
  return isRestricted ? TYPE.scheduleRestricted : TYPE.unrestricted;
}

/** Enrols what an app sends. The PIN goes to the house's own registry and is kept nowhere here. */
export async function setCredential(
  users: LockUsers | undefined,
  fabric: number,
  { operationType, credential, credentialData, userIndex, userStatus, userType }: SetCredential,
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
  const change = guestChange({ userStatus, userType });
  if (!change) return answer(DL_STATUS.invalid);
  const owner = ownerOf(users, { fabric, change, index: userIndex ?? there?.user.index });
  if (typeof owner === 'string') return answer(STATUS_OF[owner]);
  const pin = new SecretText(new TextDecoder().decode(credentialData));
  const refusal = await users.enrol(owner, credentialIndex, pin);
  const isNew = userIndex === null && !there;
  if (refusal === undefined) return answer(DL_STATUS.success, isNew ? owner.index : null);
  if (isNew) users.remove(owner.index);
  return answer(STATUS_OF[refusal]);
}

function ownerOf(
  users: LockUsers,
  { fabric, change, index }: { fabric: number; change: GuestChange; index: number | undefined },
): LockUser | LockUserRefusal {
  if (index === undefined) return users.addGuest(fabric, change);
  return users.users().find((it) => it.index === index) ?? 'not-found';
}

function nextFree(users: LockUsers | undefined, after: number): number | null {
  const taken = new Set(users?.codes().map(({ index }) => index));
  for (let index = after + 1; index <= MAX_USERS; index += 1) if (!taken.has(index)) return index;
  return null;
}
