import type { Clock, TimerHandle } from '@nightlatch/model';
import type { TrackedDevice } from './tracked-device.ts';

interface Question {
  readonly device: TrackedDevice;
  readonly property: string;
  /** The answer is what was so already, not what has just happened. */
  readonly isOldNews: boolean;
}

/** A mesh carries few messages a second: questions wait for one another. */
const SPACING_MS = 250;
const ANSWER_MS = 5000;

/** Asks devices for their state, one question at a time. Whether an answer comes is seen by the device being heard. */
export class QuestionQueue {
  readonly #clock: Clock;
  readonly #send: (device: TrackedDevice, property: string) => Promise<void>;
  readonly #questions: Question[] = [];
  #timer: TimerHandle | undefined;

  constructor(clock: Clock, send: (device: TrackedDevice, property: string) => Promise<void>) {
    this.#clock = clock;
    this.#send = send;
  }

  ask(device: TrackedDevice, property: string, isOldNews: boolean): void {
    if (this.#questions.some((question) => question.device === device && question.property === property)) return;
    this.#questions.push({ device, property, isOldNews });
    if (!this.#timer) this.#next();
  }

  close(): void {
    this.#questions.length = 0;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #next(): void {
    this.#timer = undefined;
    const question = this.#questions.shift();
    if (!question) return;
    const { device, property, isOldNews } = question;
    if (isOldNews) device.oldNewsUntil = this.#clock.monotonic() + ANSWER_MS;
    // Without a connection the answer will not come either; the next session asks again.
    this.#send(device, property).catch(() => undefined);
    this.#timer = this.#clock.after(SPACING_MS, () => this.#next());
  }
}
