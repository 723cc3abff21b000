import type {
  Clip,
  Clock,
  DeviceId,
  LiveRequest,
  MediaCapabilities,
  MediaEnd,
  MediaRefusal,
  MediaResult,
  MediaSession,
  MediaSource,
  MediaState,
  MediaViewer,
  Snapshot,
} from '@nightlatch/model';
import { TestClock } from '../test-clock.ts';
import type { LiveMaker } from './mock-session.ts';
import { descriptionsOnly, refused } from './mock-session.ts';
import { clipOf, still } from './recorded-picture.ts';

/** What a mock camera can do, until a test says otherwise. */
export const MOCK_CAPABILITIES: MediaCapabilities = {
  video: [
    { codec: 'h264', width: 1280, height: 720, frameRate: 15, bitRate: 2000 },
    { codec: 'h264', width: 640, height: 360, frameRate: 15, bitRate: 500 },
  ],
  audio: ['opus'],
  talkBack: ['opus'],
  snapshot: { width: 1280, height: 720 },
  clip: { beforeSeconds: 8, afterSeconds: 60 },
  sessions: 2,
  privacy: true,
};

/** What was asked of a mock camera. */
export type MediaAsk =
  | { readonly type: 'snapshot'; readonly maxWidth?: number; readonly maxAgeMs?: number }
  | { readonly type: 'clip'; readonly beforeSeconds: number; readonly afterSeconds: number }
  | { readonly type: 'open'; readonly request: LiveRequest }
  | { readonly type: 'private'; readonly on: boolean };

export interface MockMediaOptions {
  readonly capabilities?: Partial<MediaCapabilities>;
  /** Dates pictures and waits for the end of a clip; a `TestClock` by default. */
  readonly clock?: Clock;
  /** Makes live sessions; `descriptionsOnly` by default. */
  readonly live?: LiveMaker;
}

interface Look {
  readonly session: MediaSession;
  readonly viewer: MediaViewer;
}

/**
 * A camera that shows a recorded test picture: real JPEGs and MP4s, real descriptions of live sessions.
 *
 * It keeps the port's promises (availability, privacy, the number of sessions), so that a bridge is tested against what
 * the media hub does. What else it should refuse, a test says with `refuse`.
 */
export class MockMediaSource implements MediaSource {
  readonly device: DeviceId;
  readonly clock: Clock;
  /** Everything that was asked, in the order asked. */
  readonly asked: MediaAsk[] = [];
  /** Called at each change of `state` or `capabilities`; a `MockMedia` listens. */
  changed: () => void = () => {};
  #capabilities: MediaCapabilities;
  #state: MediaState = { available: true, private: false };
  readonly #live: LiveMaker;
  readonly #looks = new Set<Look>();
  #refusal: { ok: false; reason: MediaRefusal; problem: string } | undefined;

  constructor(device: DeviceId, options: MockMediaOptions = {}) {
    this.device = device;
    this.clock = options.clock ?? new TestClock();
    this.#capabilities = { ...MOCK_CAPABILITIES, ...options.capabilities };
    this.#live = options.live ?? descriptionsOnly;
  }

  get capabilities(): MediaCapabilities {
    return this.#capabilities;
  }

  get state(): MediaState {
    return this.#state;
  }

  /** The sessions that are open. */
  get sessions(): readonly MediaSession[] {
    return [...this.#looks].map(({ session }) => session);
  }

  async snapshot(request: { maxWidth?: number; maxAgeMs?: number } = {}): Promise<MediaResult<Snapshot>> {
    this.asked.push({ type: 'snapshot', ...request });
    const { maxWidth = this.#capabilities.snapshot.width } = request;
    const width = Math.min(maxWidth, this.#capabilities.snapshot.width);
    return this.#refusalNow() ?? { ok: true, ...still(width, this.clock.now()) };
  }

  async clip(request: { beforeSeconds: number; afterSeconds: number }): Promise<MediaResult<Clip>> {
    this.asked.push({ type: 'clip', ...request });
    const refusal = this.#refusalNow();
    if (refusal) return refusal;
    const longest = this.#capabilities.clip;
    if (!longest) return refused('unsupported', `${this.device} keeps no pictures: it gives no clips.`);
    const before = within(request.beforeSeconds, longest.beforeSeconds);
    const after = within(request.afterSeconds, longest.afterSeconds);
    const startedAt = this.clock.now() - before * 1000;
    if (after > 0) await new Promise<void>((resolve) => this.clock.after(after * 1000, resolve));
    return this.#refusalNow() ?? { ok: true, ...clipOf(before + after, startedAt) };
  }

  async open(request: LiveRequest, viewer: MediaViewer): Promise<MediaResult<{ readonly session: MediaSession }>> {
    this.asked.push({ type: 'open', request });
    const { video, sessions } = this.#capabilities;
    const refusal = this.#refusalNow();
    if (refusal) return refusal;
    if (video.length === 0) return refused('unsupported', `${this.device} has no live picture: take a snapshot.`);
    if (this.#looks.size >= sessions) return refused('busy', `${sessions} look at ${this.device} already.`);
    const made = await this.#live(request, viewer, this.#capabilities);
    if (!made.ok) return made;
    const look = { session: made.session, viewer };
    const end = look.session.end.bind(look.session);
    look.session.end = async () => {
      this.#looks.delete(look);
      await end();
    };
    this.#looks.add(look);
    return made;
  }

  async setPrivate(on: boolean): Promise<MediaResult<object>> {
    this.asked.push({ type: 'private', on });
    if (!this.#capabilities.privacy) return refused('unsupported', `${this.device} has no privacy mode.`);
    this.set({ private: on });
    return { ok: true };
  }

  /** Goes, comes back, or draws the curtain: sessions end as they would. */
  set(state: Partial<MediaState>): this {
    this.#state = { ...this.#state, ...state };
    if (!this.#state.available) this.endAll('unavailable');
    else if (this.#state.private) this.endAll('private');
    this.changed();
    return this;
  }

  /** Can do something else from now on. */
  become(capabilities: Partial<MediaCapabilities>): this {
    this.#capabilities = { ...this.#capabilities, ...capabilities };
    this.changed();
    return this;
  }

  /** Refuses everything with this reason, until told to stop. */
  refuse(reason: MediaRefusal | undefined, problem = `${this.device} was told to refuse.`): this {
    this.#refusal = reason === undefined ? undefined : refused(reason, problem);
    return this;
  }

  /** Ends every session from the camera's side. */
  endAll(reason: MediaEnd): void {
    for (const { session, viewer } of this.#looks) {
      void session.end();
      viewer.ended(reason);
    }
  }

  #refusalNow(): { ok: false; reason: MediaRefusal; problem: string } | undefined {
    if (!this.#state.available) return refused('unavailable', `${this.device} cannot be reached now.`);
    if (this.#state.private) return refused('private', `${this.device} is private: switch its privacy off.`);
    return this.#refusal;
  }
}

function within(seconds: number, longest: number): number {
  return Math.max(0, Math.min(seconds, longest));
}
