/** A frame of the editor's websocket. */
export interface Frame {
  readonly topic: string;
  readonly data: unknown;
}

export interface Badge {
  readonly fill?: string;
  readonly shape?: string;
  readonly text?: string;
}

/** A message that a debug node has shown: whole, when the node shows the complete message. */
export type Shown = Readonly<Record<string, unknown>> & {
  readonly topic?: string;
  readonly payload?: unknown;
  readonly security?: Readonly<Record<string, unknown>>;
};

const PATIENCE_MS = 20_000;

/** Listens to what Node-RED tells its editor, and keeps all of it: a test may ask for what has come already. */
export class Comms {
  readonly #socket: WebSocket;
  readonly #badges = new Map<string, Badge>();
  readonly #shown = new Map<string, Shown[]>();
  readonly #looking = new Set<(frame: Frame) => void>();
  readonly #listeners = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      for (const frame of [JSON.parse(String(data)) as Frame | Frame[]].flat()) this.#heard(frame);
    });
  }

  static async open(url: string): Promise<Comms> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/comms`);
    const comms = new Comms(socket);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', () => reject(new Error('The editor’s websocket does not open.')), {
        once: true,
      });
    });
    for (const topic of ['status/#', 'debug', 'notification/#', 'nightlatch/#']) {
      socket.send(JSON.stringify({ subscribe: topic }));
    }
    return comms;
  }

  /** Calls back after each frame, until it closes. */
  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#socket.close();
  }

  /** The badge that a node shows now. */
  badge(node: string): Badge | undefined {
    return this.#badges.get(node);
  }

  /** Every message that a debug node has shown, in order. */
  shown(node: string): readonly Shown[] {
    return this.#shown.get(node) ?? [];
  }

  /** Forgets what was shown until now. */
  forget(): void {
    this.#shown.clear();
  }

  /** Waits until a node's badge has a text. */
  async badged(node: string, text: string): Promise<Badge> {
    const isIt = (badge: Badge | undefined): boolean => badge?.text === text;
    if (!isIt(this.badge(node))) await this.next(() => isIt(this.badge(node)), `badge "${text}" of ${node}`);
    return this.badge(node) ?? {};
  }

  /** Waits until a debug node has shown a message, also one that came already. */
  async message(node: string, isIt: (message: Shown) => boolean, what = '', patienceMs?: number): Promise<Shown> {
    const found = (): Shown | undefined => this.shown(node).find(isIt);
    if (!found()) await this.next(() => found() !== undefined, `message ${what} of ${node}`, patienceMs);
    return found() as Shown;
  }

  async next(isIt: (frame: Frame) => boolean, what = 'frame', patienceMs = PATIENCE_MS): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (frame: Frame): void => {
      if (isIt(frame)) resolve();
    };
    const late = (): void => {
      const seen = JSON.stringify([
        ...this.#badges,
        ...[...this.#shown].map(([node, all]) => [node, ...all.slice(-5)]),
      ]);
      reject(new Error(`No ${what} within ${patienceMs} ms. Seen: ${seen}`));
    };
    const timer = setTimeout(late, patienceMs);
    this.#looking.add(look);
    return await promise.finally(() => {
      clearTimeout(timer);
      this.#looking.delete(look);
    });
  }

  #heard(frame: Frame): void {
    const { topic } = frame;
    if (topic.startsWith('status/')) this.#badges.set(topic.slice('status/'.length), frame.data as Badge);
    if (topic === 'debug') {
      const { id, msg, format } = frame.data as { id: string; msg: string; format: string };
      const message = format === 'Object' ? (JSON.parse(msg) as Shown) : { payload: msg };
      this.#shown.set(id, [...this.shown(id), message]);
    }
    for (const look of this.#looking) look(frame);
    for (const listener of this.#listeners) listener();
  }
}
