import type {
  Clock,
  IceCandidate,
  LiveRequest,
  Log,
  MediaEnd,
  MediaResult,
  MediaSession,
  MediaSource,
  TimerHandle,
} from '@nightlatch/model';
import type { CameraRefusal } from './camera-words.ts';
import { END_REASONS, STATUS_OF, refuse } from './camera-words.ts';

/** The endpoint of an app that looks, on its fabric. */
export interface Peer {
  readonly fabric: number;
  readonly node: bigint;
  readonly endpoint: number;
}

/** What an app is told of its session. */
export type PeerMessage =
  | { readonly type: 'offer' | 'answer'; readonly sdp: string }
  | { readonly type: 'candidates'; readonly candidates: readonly IceCandidate[] }
  | { readonly type: 'end'; readonly reason: number };

/** Reaches apps. Rejects when a message does not arrive. */
export interface PeerPost {
  send(peer: Peer, session: number, message: PeerMessage): Promise<void>;
}

/** A session as every app of the fabric may see it. */
export interface LookingPeer {
  readonly id: number;
  readonly peer: Peer;
  readonly streamUsage: number;
  readonly video: readonly number[];
  readonly audio: readonly number[];
}

export interface LiveDeskParts {
  readonly name: string;
  media(): MediaSource | undefined;
  readonly post: PeerPost;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when sessions came or went. */
  changed(): void;
}

interface Look extends LookingPeer {
  session?: MediaSession;
  isOver: boolean;
  /** Messages leave one after the other, and none before the app knows the session's number. */
  mail: Promise<void>;
  waiting: IceCandidate[];
  patience?: TimerHandle;
}

/** Of the sessions of a camera, what one fabric may hold: an app that leaks them leaves others a picture. */
export const MAX_SESSIONS_PER_FABRIC = 3;
/** @see Matter 1.6, Application Clusters, §11.5.6.2: a session is a failure unless it is answered within this. */
const ANSWER_WITHIN_MS = 30_000;
const HIGHEST_ID = 65_534;

const GONE = refuse('NotFound', 'There is no such session of this app.');

/** The live sessions that apps have with one camera. */
export class LiveDesk {
  readonly #parts: LiveDeskParts;
  readonly #looks = new Map<number, Look>();
  #lastId: number;

  constructor(parts: LiveDeskParts) {
    this.#parts = parts;
    // Elsewhere than before a restart: a number that an app kept from then is nobody's now.
    this.#lastId = parts.clock.now() % HIGHEST_ID;
  }

  get looking(): readonly LookingPeer[] {
    return [...this.#looks.values()];
  }

  /**
   * Opens a session for an app, by its offer or with one of ours, which is sent once `answered` resolves.
   *
   * @param answered Resolves when the app has our answer to its command, and so knows the session's number.
   */
  async open(
    looking: Omit<LookingPeer, 'id'>,
    request: LiveRequest,
    answered: Promise<void>,
  ): Promise<{ readonly ok: true; readonly id: number } | CameraRefusal> {
    const { name } = this.#parts;
    const media = this.#parts.media();
    if (!media) return refuse('Failure', `${name} has no camera now.`);
    const ofFabric = this.looking.filter(({ peer }) => peer.fabric === looking.peer.fabric).length;
    if (ofFabric >= MAX_SESSIONS_PER_FABRIC) return refuse('ResourceExhausted', `${ofFabric} look at ${name} already.`);
    const look: Look = { ...looking, id: this.#freeId(), isOver: false, mail: answered, waiting: [] };
    this.#looks.set(look.id, look);
    const opened = await media
      .open(request, {
        candidate: (candidate) => this.#passOn(look, candidate),
        ended: (reason) => this.#end(look, reason),
      })
      // The port promises that it does not. A camera that does all the same must not take a session for good.
      .catch((error: unknown) => ({ ok: false, reason: 'failed', problem: String(error) }) as const);
    if (!opened.ok) {
      this.#forget(look);
      return refuse(STATUS_OF[opened.reason], opened.problem);
    }
    if (look.isOver) {
      await opened.session.end();
      return refuse('InvalidInState', `${name} ended the session at once.`);
    }
    look.session = opened.session;
    this.#describe(look);
    // Asked by our offer, an app must answer; asked by its own, it has nothing more to say.
    if (request.offer === undefined) this.#expectAnswer(look);
    this.#parts.changed();
    return { ok: true, id: look.id };
  }

  /** Takes a further offer for a session, as to speak through it; the answer to it is sent. */
  async reoffer(peer: Omit<Peer, 'endpoint'>, id: number, sdp: string, answered: Promise<void>): Promise<Granted> {
    const look = this.#find(peer, id);
    if (!look?.session) return GONE;
    const granted = grant(await look.session.negotiate({ type: 'offer', sdp }));
    if (!granted.ok) return granted;
    look.mail = Promise.all([look.mail, answered]).then(() => undefined);
    this.#describe(look);
    return granted;
  }

  async answer(peer: Omit<Peer, 'endpoint'>, id: number, sdp: string): Promise<Granted> {
    const look = this.#find(peer, id);
    if (!look?.session) return GONE;
    const granted = grant(await look.session.negotiate({ type: 'answer', sdp }));
    if (granted.ok) look.patience?.cancel();
    return granted;
  }

  async candidates(peer: Omit<Peer, 'endpoint'>, id: number, candidates: readonly IceCandidate[]): Promise<Granted> {
    const look = this.#find(peer, id);
    if (!look?.session) return GONE;
    for (const candidate of candidates) {
      const granted = grant(await look.session.candidate(candidate));
      if (!granted.ok) return granted;
    }
    return { ok: true };
  }

  async end(peer: Omit<Peer, 'endpoint'>, id: number): Promise<Granted> {
    const look = this.#find(peer, id);
    if (!look) return GONE;
    this.#forget(look);
    await look.session?.end();
    return { ok: true };
  }

  /** Ends what an ecosystem looks at that has left. */
  async endFabric(fabric: number): Promise<void> {
    const looks = [...this.#looks.values()].filter(({ peer }) => peer.fabric === fabric);
    for (const look of looks) this.#forget(look);
    for (const look of looks) await look.session?.end();
  }

  /** Ends everything, as when the endpoint goes; nobody can be told any more. */
  async close(): Promise<void> {
    const looks = [...this.#looks.values()];
    this.#looks.clear();
    for (const look of looks) {
      look.isOver = true;
      look.patience?.cancel();
      await look.session?.end();
    }
  }

  #find(peer: Omit<Peer, 'endpoint'>, id: number): Look | undefined {
    const look = this.#looks.get(id);
    return look?.peer.fabric === peer.fabric && look.peer.node === peer.node ? look : undefined;
  }

  #freeId(): number {
    do this.#lastId = (this.#lastId % HIGHEST_ID) + 1;
    while (this.#looks.has(this.#lastId));
    return this.#lastId;
  }

  #describe(look: Look): void {
    const { session } = look;
    if (!session) return;
    const { type, sdp } = session.description;
    this.#send(look, async () => await this.#parts.post.send(look.peer, look.id, { type, sdp }));
    if (look.waiting.length > 0) this.#sendCandidates(look);
  }

  #expectAnswer(look: Look): void {
    look.patience = this.#parts.clock.after(ANSWER_WITHIN_MS, () => {
      this.#end(look, 'unanswered');
      void look.session?.end();
    });
  }

  #passOn(look: Look, candidate: IceCandidate): void {
    look.waiting.push(candidate);
    if (look.session && look.waiting.length === 1) this.#sendCandidates(look);
  }

  /** All that wait by then go in one command. */
  #sendCandidates(look: Look): void {
    this.#send(look, async () => {
      const candidates = look.waiting.splice(0);
      if (candidates.length === 0) return;
      await this.#parts.post.send(look.peer, look.id, { type: 'candidates', candidates });
    });
  }

  /** An app that cannot be told what it needs has no picture: its session ends, so that the camera is free. */
  #send(look: Look, step: () => Promise<void>): void {
    const before = look.mail;
    const send = async (): Promise<void> => {
      await before;
      if (look.isOver) return;
      try {
        await step();
      } catch (error) {
        this.#parts.log.warn(`An app that asked for ${this.#parts.name} cannot be reached: ${String(error)}`);
        this.#forget(look);
        await look.session?.end();
      }
    };
    look.mail = send();
  }

  /** It is over from our side, and the app is told. */
  #end(look: Look, reason: MediaEnd | 'unanswered'): void {
    if (look.isOver) return;
    this.#forget(look);
    const { post, log, name } = this.#parts;
    if (!look.session) return;
    look.mail = look.mail
      .then(async () => await post.send(look.peer, look.id, { type: 'end', reason: END_REASONS[reason] }))
      .catch((error: unknown) => log.debug(`An app was not told that ${name} is over: ${String(error)}`));
  }

  #forget(look: Look): void {
    look.isOver = true;
    look.patience?.cancel();
    if (this.#looks.delete(look.id)) this.#parts.changed();
  }
}

export type Granted = { readonly ok: true } | CameraRefusal;

function grant(result: MediaResult<object>): Granted {
  return result.ok ? { ok: true } : refuse(STATUS_OF[result.reason], result.problem);
}
