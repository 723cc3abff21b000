import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Characters gathered before they are written: a decision is a short line, and there may be very many. */
const PIECE = 65_536;

/** Writes lines to a stream in pieces, no faster than it takes them. */
export class LineOutput {
  readonly #stream: Writable;
  #gathered = '';

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  add(line: string): void {
    this.#gathered += `${line}\n`;
  }

  /** Writes what has gathered, once it is worth it or at last; resolves when the stream can take more. */
  async flush({ isLast = false } = {}): Promise<void> {
    if (this.#gathered === '' || (this.#gathered.length < PIECE && !isLast)) return;
    const text = this.#gathered;
    this.#gathered = '';
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }
}
