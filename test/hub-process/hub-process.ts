import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LogLevel } from '@nightlatch/model';

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
}

type Message =
  | ({ readonly type: 'log' } & LogLine)
  | { readonly type: 'memory'; readonly bytes: number }
  | { readonly type: 'passed'; readonly at: number }
  | { readonly type: 'ready'; readonly addresses: readonly { readonly what: string; readonly address: string }[] };

export interface HubProcessOptions {
  /** The configuration, with secrets by name. */
  readonly config: object;
  readonly dataDir: string;
  /** Texts of the secrets, by the variables that hold them. */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs what is published, with matter.js in one bundle, in place of the sources. */
  readonly isBuilt?: boolean;
  /** Time passes in it without anybody's waiting, when it is told to. */
  readonly isTimePassing?: boolean;
  /** Told of the process before it is open. */
  readonly onSpawn?: (pid: number) => void;
}

/** A hub in a process of its own. */
export interface HubProcess {
  readonly pid: number;
  /** Every line of every level so far. */
  readonly log: readonly LogLine[];
  /** Where it is reached: of its embedded broker, if it has one. */
  readonly addresses: readonly string[];
  /** Undefined while it runs. */
  readonly exitCode: number | null;
  /** Memory that the process holds, in MB. */
  memory(): Promise<number>;
  /** Lets time pass in it, where it may. @returns What it then takes the wall clock for. */
  pass(ms: number): Promise<number>;
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<unknown>;
  /** Resolves with a line of the log, one that has come or the first that comes. */
  logged(pattern: RegExp): Promise<LogLine>;
  /** Stops it. @returns Its exit code. */
  stop(): Promise<number | null>;
}

/** Starts a hub and waits until it is open. @throws Error with what it logged when it ends before. */
export async function startHubProcess(options: HubProcessOptions): Promise<HubProcess> {
  const { config, dataDir, env, isBuilt = false, isTimePassing = false, onSpawn } = options;
  const child = fork(
    join(import.meta.dirname, 'main.ts'),
    [JSON.stringify(config), dataDir, ...(isTimePassing ? ['passing'] : [])],
    {
      execArgv: [...(isBuilt ? [] : ['--conditions=source']), '--disable-warning=ExperimentalWarning'],
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  onSpawn?.(child.pid ?? 0);
  const log: LogLine[] = [];
  const exited = once(child, 'exit');
  const heard = new Map<Message['type'], (message: Message) => void>();
  child.on('message', (message: Message) => {
    if (message.type === 'log') log.push({ level: message.level, message: message.message });
    else heard.get(message.type)?.(message);
  });
  const hear = <Type extends Message['type']>(type: Type): Promise<Extract<Message, { type: Type }>> =>
    new Promise((resolve, reject) => {
      heard.set(type, (message) => resolve(message as Extract<Message, { type: Type }>));
      void exited.then(([code]) => reject(new Error(`The hub ended with ${String(code)}: ${JSON.stringify(log)}`)));
    });
  const { addresses } = await hear('ready');
  return {
    pid: child.pid ?? 0,
    log,
    ended: exited,
    addresses: addresses.map(({ address }) => address),
    get exitCode() {
      return child.exitCode;
    },
    async memory() {
      const answer = hear('memory');
      child.send('memory');
      return (await answer).bytes / 1_048_576;
    },
    async pass(ms) {
      const answer = hear('passed');
      child.send({ passMs: ms });
      return (await answer).at;
    },
    async logged(pattern) {
      const find = (): LogLine | undefined => log.find(({ message }) => pattern.test(message));
      for (let found = find(); ; found = find()) {
        if (found) return found;
        await once(child, 'message');
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
  };
}
