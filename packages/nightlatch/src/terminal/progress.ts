import type { CliHost } from '../cli-host.ts';

const FIRST_MS = 1000;
const EVERY_MS = 200;

/** Says on a terminal how far a long piece of work has come; nowhere else, and nothing while it is short. */
export class Progress {
  readonly #host: CliHost;
  readonly #isShown: boolean;
  #next = performance.now() + FIRST_MS;
  #hasShown = false;

  constructor(host: CliHost) {
    this.#host = host;
    this.#isShown = (host.stderr as { isTTY?: boolean }).isTTY === true;
  }

  show(lines: number): void {
    const now = performance.now();
    if (!this.#isShown || now < this.#next) return;
    this.#next = now + EVERY_MS;
    this.#hasShown = true;
    this.#host.stderr.write(`\r${lines.toLocaleString('en')} lines …`);
  }

  clear(): void {
    if (this.#hasShown) this.#host.stderr.write('\r\u001B[K');
    this.#hasShown = false;
  }
}
