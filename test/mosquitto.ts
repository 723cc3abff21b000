import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PLACES = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'];
/** Where Mosquitto is on this machine; undefined where it is not installed. */
export const MOSQUITTO = PLACES.find((place) => existsSync(place));

export interface MosquittoOptions {
  /** Users and their passwords; without any, everyone may come. */
  readonly users?: Readonly<Record<string, string>>;
  /** A password file made by `mosquitto_passwd`, in place of `users`. */
  readonly passwordFile?: string;
  readonly aclFile?: string;
  /** A free port by default. */
  readonly port?: number;
  /** PEM files: the listener speaks TLS. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** Further lines of the configuration. */
  readonly lines?: readonly string[];
}

export interface Mosquitto {
  readonly port: number;
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends the broker and removes its files. `SIGKILL` is how a power cut looks to its clients. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a real Mosquitto on loopback, ready to be connected to. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  if (MOSQUITTO === undefined) throw new Error('Mosquitto is not installed: apt-get install mosquitto.');
  const folder = await mkdtemp(join(tmpdir(), 'nightlatch-mosquitto-'));
  const port = options.port ?? (await freePort());
  const configuration = join(folder, 'mosquitto.conf');
  await writeFile(configuration, [...(await settings(options, folder, port)), ''].join('\n'));
  const broker = spawn(MOSQUITTO, ['-c', configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  broker.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  const ended = new Promise<void>((resolve) => void broker.once('exit', () => resolve()));
  await isListening(port, () => {
    if (broker.exitCode !== null) throw new Error(`Mosquitto ended with ${broker.exitCode}: ${said}`);
  });
  return {
    port,
    url: `${options.tls ? 'mqtts' : 'mqtt'}://127.0.0.1:${port}`,
    process: broker,
    stop: async (signal = 'SIGTERM') => {
      broker.kill(signal);
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function settings(options: MosquittoOptions, folder: string, port: number): Promise<readonly string[]> {
  const passwords = options.passwordFile ?? (options.users && (await passwordFile(options.users, folder)));
  /* Started by root it would become the user `mosquitto`, who cannot read our files. */
  const lines = ['user root', `listener ${port} 127.0.0.1`, 'persistence false', 'set_tcp_nodelay true'];
  lines.push(passwords === undefined ? 'allow_anonymous true' : `allow_anonymous false\npassword_file ${passwords}`);
  if (options.aclFile !== undefined) lines.push(`acl_file ${options.aclFile}`);
  if (options.tls) lines.push(`certfile ${options.tls.certFile}`, `keyfile ${options.tls.keyFile}`);
  return [...lines, ...(options.lines ?? [])];
}

async function passwordFile(users: Readonly<Record<string, string>>, folder: string): Promise<string> {
  const file = join(folder, 'passwords');
  const lines = Object.entries(users).map(([name, password]) => `${name}:${password}`);
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  execFileSync('mosquitto_passwd', ['-U', file]);
  return file;
}

/** Returns a port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

/** A process tells nobody when its port is open, so it is tried until it is. */
async function isListening(port: number, check: () => void): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    check();
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await pause(10);
  }
  throw new Error(`Mosquitto did not listen on port ${port} within five seconds.`);
}
