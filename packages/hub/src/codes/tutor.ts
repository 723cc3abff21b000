import type { EngineState } from '@nightlatch/alarm';
import type { Clock, DeviceId, DeviceOrder, HomeSnapshot, KeypadIndication, Log, SecretText } from '@nightlatch/model';
import { NightlatchError, commonStanding } from '@nightlatch/model';
import type { CodeRegistry } from './code-registry.ts';
import type { Learning } from './learning-book.ts';

export interface TutorOptions {
  readonly codes: CodeRegistry;
  readonly clock: Clock;
  readonly log: Log;
  readonly state: () => EngineState;
  readonly snapshot: () => HomeSnapshot;
  readonly send: (order: DeviceOrder) => void;
}

/** A lock's own number of a code or tag, as the lock tells it when it is opened with one. */
export interface LockSlot {
  readonly device: DeviceId;
  readonly slot: string;
}

/**
 * Learns the first tag that is read where somebody waits for one. Such a tag opens and disarms nothing, whoever's it is; it
 * is looked for when a tag is read, so that nothing polls. Nothing is said of the tag but whether it was learned.
 */
export class Tutor {
  readonly #options: TutorOptions;

  constructor(options: TutorOptions) {
    this.#options = options;
  }

  /** @returns Whether the tag was taken to be learned, and is no attempt of anybody. */
  takeTag(device: DeviceId, tag: SecretText, transaction?: number): boolean {
    const learning = this.#take(device);
    if (!learning) return false;
    void this.#learn(learning, () => this.#enrolTag(learning, tag)).then((isLearned) =>
      this.#answer(device, isLearned, transaction),
    );
    return true;
  }

  /** Takes what opened a lock, which knows its tags by number only. @returns Whether it was taken to be learned. */
  takeSlot(place: LockSlot): boolean {
    const learning = this.#take(place.device);
    if (!learning) return false;
    void this.#learn(learning, async () => this.#enrolSlot(learning, place));
    return true;
  }

  #take(device: DeviceId): Learning | undefined {
    const { codes, clock, log } = this.#options;
    try {
      const newest = codes.learning.newest(clock.now());
      return newest?.state === 'waiting' ? codes.learning.take(device, clock.now()) : undefined;
    } catch (error) {
      log.error(`It is not known whether a tag is to be learned: ${messageOf(error)}`);
      return undefined;
    }
  }

  async #learn({ id, user, rights, device }: Learning, enrol: () => Promise<void>): Promise<boolean> {
    const { codes, log, snapshot } = this.#options;
    try {
      await enrol();
      if (rights && !codes.people().some(({ name }) => name === user)) codes.putPerson({ name: user, ...rights });
      codes.learning.end(id, 'learned');
      log.info(`A tag of ${user} was learned at ${snapshot().devices.get(device)?.name ?? device}.`);
      return true;
    } catch (error) {
      codes.learning.end(id, 'refused', error instanceof NightlatchError ? error.code : 'unexpected');
      if (!(error instanceof NightlatchError)) log.error(`A tag could not be learned: ${messageOf(error)}`);
      return false;
    }
  }

  async #enrolTag({ user, limits }: Learning, tag: SecretText): Promise<void> {
    const { codes } = this.#options;
    if ((await codes.verify(tag, 'tag')).user !== undefined) throw known();
    await codes.add(user, tag, { ...limits, kind: 'tag' });
  }

  #enrolSlot({ user, limits }: Learning, { device, slot }: LockSlot): void {
    const { codes, state, snapshot } = this.#options;
    const isConfigured = state().house.locks.get(device)?.lock.users[slot] !== undefined;
    if (isConfigured || codes.ownerOfSlot(device, slot).user !== undefined) throw known();
    const label = `${snapshot().devices.get(device)?.name ?? device}, ${slot}`;
    codes.addSlot(user, { device, slot }, { label, ...limits });
  }

  /** A keypad waits for an answer to every tag; it gets its partition's state with it. */
  #answer(device: DeviceId, isLearned: boolean, transaction: number | undefined): void {
    const { state, snapshot, send } = this.#options;
    const served = state().house.config.partitions.filter(({ keypads }) => keypads.includes(device));
    if (served.length === 0) return;
    const views = served.flatMap(({ id }) => snapshot().partitions.get(id) ?? []);
    const { state: shown, mode } = commonStanding(views);
    const indication: KeypadIndication = {
      state: shown === 'mixed' ? 'disarmed' : shown,
      ...(mode === undefined ? {} : { mode }),
      answer: isLearned ? 'granted' : 'wrong-code',
      ...(transaction === undefined ? {} : { transaction }),
    };
    send({ type: 'keypad', device, indication });
  }
}

/** Whose it is, nobody is told. */
function known(): NightlatchError {
  return new NightlatchError('tag-known', 'This tag is known already: use another, or revoke it first.');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
