import type { EndpointAnswer, EndpointKind, EndpointPlan, EndpointRequest } from '@nightlatch/bridge-matter';
import type { MatterAccessory } from 'homebridge';
import type { MatterHostParts } from './matter-host.ts';
import { refusalError } from './refusal-error.ts';
import type { Teller } from './teller.ts';

/** `LockStateEnum` of Matter 1.6, §5.2. */
const LOCK_STATE = { jammed: 0, locked: 1, unlocked: 2 } as const;

/** How long a bolt may take before an app is told that it did not move. Apps give up soon after. */
const BOLT_MS = 8_000;
const LOOK_MS = 50;
/** After a command Homebridge sets the state itself; a moment later it is set to what is. */
const AFTERWARDS_MS = 50;

export interface Handled {
  readonly kind: EndpointKind;
  /** As it is now. */
  readonly plan: () => EndpointPlan;
  readonly teller: Teller;
  /** Tells how it is. */
  readonly done: () => void;
}

type Handlers = NonNullable<MatterAccessory['handlers']>;

/** Makes what Homebridge calls when an app commands an accessory; undefined where nothing can be asked. */
export function handlersOf(parts: MatterHostParts, handled: Handled): Handlers | undefined {
  if (handled.kind === 'switch') return switchHandlers(parts, handled);
  return handled.kind === 'lock' ? lockHandlers(parts, handled) : undefined;
}

function switchHandlers(parts: MatterHostParts, handled: Handled): Handlers {
  const { plan } = handled;
  const run = async (type: 'on' | 'off'): Promise<void> => {
    await carryOut(parts, handled, 'onOff', async () => await ask(parts, plan(), { type }));
  };
  return {
    onOff: {
      on: async () => await run('on'),
      off: async () => await run('off'),
      toggle: async () => await run(plan().read().clusters['onOff']?.['onOff'] === true ? 'off' : 'on'),
    },
  };
}

/**
 * Locks of Homebridge carry no PIN, so the hub judges what comes as coming without one: by default it locks, and does not
 * unlock. Homebridge shows a lock as moved as soon as a handler is done, so it is not done before the lock has said so.
 */
function lockHandlers(parts: MatterHostParts, handled: Handled): Handlers {
  const { plan } = handled;
  const run = async (type: 'lock' | 'unlock'): Promise<void> => {
    await carryOut(parts, handled, 'doorLock', async () => {
      await ask(parts, plan(), { type });
      await untilMoved(parts, plan, type === 'lock' ? LOCK_STATE.locked : LOCK_STATE.unlocked);
    });
  };
  return { doorLock: { lockDoor: async () => await run('lock'), unlockDoor: async () => await run('unlock') } };
}

async function carryOut(
  { clock }: MatterHostParts,
  { teller, done }: Handled,
  cluster: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } finally {
    clock.after(AFTERWARDS_MS, () => {
      teller.forget(cluster);
      done();
    });
  }
}

/** @throws The error of Homebridge's that carries a refusal to the app. */
async function ask({ matter }: MatterHostParts, plan: EndpointPlan, request: EndpointRequest): Promise<void> {
  const answer: EndpointAnswer = (await plan.ask?.(request)) ?? { ok: false, reason: 'unavailable' };
  if (!answer.ok) throw refusalError(matter, answer.reason);
}

/** @throws The error of Homebridge's for a bolt that jammed, or that said nothing in time. */
async function untilMoved({ matter, clock }: MatterHostParts, plan: () => EndpointPlan, wanted: number): Promise<void> {
  const deadline = clock.monotonic() + BOLT_MS;
  for (;;) {
    const state = plan().read().clusters['doorLock']?.['lockState'];
    if (state === wanted) return;
    if (state === LOCK_STATE.jammed) throw new matter.status.Failure('The bolt is jammed.');
    if (clock.monotonic() > deadline) throw new matter.status.Timeout('The lock did not say that it moved.');
    await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve));
  }
}
