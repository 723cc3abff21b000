import type { AttributeKey, LockValue } from '@nightlatch/model';
import type { Expose } from './expose.ts';

/** How one lock of a device is read and worked. */
export interface LockControl {
  readonly key: AttributeKey;
  /** The property that is ordered, and asked for. */
  readonly property: string;
  readonly isGettable: boolean;
  payload(locked: boolean): Readonly<Record<string, unknown>>;
  /** Reads a whole message: what the bolt does goes before what was asked of it. */
  read(payload: Readonly<Record<string, unknown>>): LockValue | undefined;
}

/** The bolt itself, when the lock tells of it: a bolt that is neither out nor in has jammed. */
const BOLT: Readonly<Record<string, LockValue>> = {
  locked: 'locked',
  unlocked: 'unlocked',
  not_fully_locked: 'jammed',
};

/** Finds the locks of a device: groups of type `lock` whose state can be set. */
export function findLocks(exposes: readonly Expose[]): readonly LockControl[] {
  return exposes.flatMap((group) => {
    const state = group.features.find(({ name, type }) => name === 'state' && type === 'binary');
    if (group.type !== 'lock' || !state?.isSettable) return [];
    return [
      lockControl(
        state,
        group.features.find(({ name }) => name === 'lock_state'),
      ),
    ];
  });
}

function lockControl(state: Expose, bolt: Expose | undefined): LockControl {
  const on = state.valueOn ?? 'LOCK';
  const off = state.valueOff ?? 'UNLOCK';
  return {
    key: state.endpoint === undefined ? 'lock' : `lock@${state.endpoint.replace(/[^\w-]/g, '_')}`,
    property: state.property,
    isGettable: state.isGettable,
    payload: (locked) => ({ [state.property]: locked ? on : off }),
    read: (payload) => {
      const bolted = bolt && Object.hasOwn(payload, bolt.property) ? payload[bolt.property] : undefined;
      if (typeof bolted === 'string' && Object.hasOwn(BOLT, bolted)) return BOLT[bolted];
      const said = Object.hasOwn(payload, state.property) ? payload[state.property] : undefined;
      return said === on ? 'locked' : said === off ? 'unlocked' : undefined;
    },
  };
}
