import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message, Outcome, Question, SeenEndpoint } from './messages.ts';

export interface ControllerEvent {
  /** The name of the endpoint that it is of. */
  readonly name: string;
  readonly cluster: string;
  readonly event: string;
  readonly payload: unknown;
  /** `performance.now()` of when the test heard of it. */
  readonly at: number;
}

/** What a test waits for: the endpoint's clusters, or undefined while there is no such endpoint. */
export type Expected = (clusters: SeenEndpoint['clusters'] | undefined) => boolean;

/** A busy machine takes its time; what is deaf after a restart is deaf for 100 s. */
const PATIENCE_MS = 50_000;

/** A Matter app's place in a test: a real controller in a process of its own. */
export class MatterController {
  /** Every event that came, in order. */
  readonly events: ControllerEvent[] = [];
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #answers = new Map<number, (outcome: Outcome) => void>();
  readonly #watchers = new Set<() => void>();
  #endpoints: readonly SeenEndpoint[] = [];
  #asked = 0;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    child.on('message', (message: Message) => this.#hear(message));
    child.once('exit', () => {
      for (const answer of this.#answers.values()) answer({ ok: false, message: 'The controller ended.' });
    });
  }

  /** @param folder Of a controller that was killed, which goes on where it was; a new one by default. */
  static async start(folder?: string): Promise<MatterController> {
    folder ??= await mkdtemp(join(tmpdir(), 'nightlatch-controller-'));
    const child = fork(join(import.meta.dirname, 'main.ts'), [folder], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const controller = new MatterController(child, folder);
    await once(child, 'message');
    return controller;
  }

  /** Pairs with a bridge of this machine, by its address. @throws Error when it does not answer or the code is wrong. */
  async commission(bridge: { readonly port: number; readonly passcode: number }): Promise<void> {
    const outcome = await this.#ask({ type: 'commission', ...bridge });
    if (!outcome.ok) throw new Error(outcome.message);
  }

  /** Finds a bridge by mDNS, among those that wait to be paired, and pairs with it. */
  async discover({ discriminator, passcode }: { discriminator: number; passcode: number }): Promise<void> {
    const outcome = await this.#ask({ type: 'discover', discriminator, passcode });
    if (!outcome.ok) throw new Error(outcome.message);
  }

  /** The names of all bridged devices. */
  names(): readonly string[] {
    return this.#endpoints.flatMap((it) => nameOf(it) ?? []);
  }

  endpoint(name: string): SeenEndpoint | undefined {
    return this.#endpoints.find((it) => nameOf(it) === name);
  }

  /** Waits until an endpoint is as expected; at once when it is. @throws Error with what it is instead. */
  async until(name: string, expected: Expected): Promise<SeenEndpoint['clusters']> {
    await this.#wait(
      () => expected(this.endpoint(name)?.clusters),
      () => `${name} is ${JSON.stringify(this.endpoint(name)?.clusters)} beside ${this.names().join(', ')}`,
    );
    return this.endpoint(name)?.clusters ?? {};
  }

  /** Waits for an event, also one that came before. */
  async event(name: string, event: string): Promise<ControllerEvent> {
    const find = (): ControllerEvent | undefined => this.events.find((it) => it.name === name && it.event === event);
    await this.#wait(
      () => find() !== undefined,
      () => `no ${event} of ${name} among ${JSON.stringify(this.events)}`,
    );
    return find() as ControllerEvent;
  }

  /** Gives a command. A refusal of the bridge is a value. */
  async invoke(name: string, command: string, fields: Readonly<Record<string, unknown>> = {}): Promise<Outcome> {
    const endpoint = this.endpoint(name);
    if (!endpoint) throw new Error(`There is no ${name} among ${this.names().join(', ')}.`);
    const [cluster = '', verb = ''] = command.split('.');
    return await this.#ask({ type: 'invoke', endpoint: endpoint.number, cluster, command: verb, fields });
  }

  /** Ends as an app's hub does whose plug is pulled. @returns The folder in which another goes on. */
  async kill(): Promise<string> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
    return this.#folder;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.send({ id: 0, question: { type: 'close' } });
      await exited;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #ask(question: Question): Promise<Outcome> {
    const id = (this.#asked += 1);
    const answer = new Promise<Outcome>((resolve) => this.#answers.set(id, resolve));
    this.#child.send({ id, question });
    return await answer.finally(() => this.#answers.delete(id));
  }

  #hear(message: Message): void {
    if (message.type === 'answer') return this.#answers.get(message.id)?.(message.outcome);
    if (message.type === 'seen') this.#endpoints = message.endpoints;
    if (message.type === 'event') {
      const { endpoint, cluster, event, payload } = message;
      const from = this.#endpoints.find(({ number }) => number === endpoint);
      this.events.push({ name: (from && nameOf(from)) ?? '', cluster, event, payload, at: performance.now() });
    }
    for (const look of this.#watchers) look();
  }

  async #wait(isSo: () => boolean, otherwise: () => string): Promise<void> {
    if (isSo()) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (): void => {
      if (isSo()) resolve();
    };
    const timer = setTimeout(() => reject(new Error(`After ${PATIENCE_MS} ms: ${otherwise()}`)), PATIENCE_MS);
    this.#watchers.add(look);
    await promise.finally(() => {
      clearTimeout(timer);
      this.#watchers.delete(look);
    });
  }
}

function nameOf({ clusters }: SeenEndpoint): string | undefined {
  return clusters['bridgedDeviceBasicInformation']?.['nodeLabel'] as string | undefined;
}
