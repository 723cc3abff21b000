/** Randomness that a seed repeats. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, but not, 1. @see Mulberry32, by Tommy Ettinger */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number of the range, ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(from: readonly T[]): T {
    const found = from[this.int(0, from.length - 1)];
    if (found === undefined) throw new RangeError('There is nothing to pick from, or it holds undefined.');
    return found;
  }

  /** Bytes that are no text: the first is none of UTF-8. */
  bytes(length: number): Buffer {
    const bytes = Buffer.from(Array.from({ length }, () => this.int(0, 255)));
    bytes[0] = 0xff;
    return bytes;
  }

  digits(length: number): string {
    return Array.from({ length }, () => this.int(0, 9)).join('');
  }

  /** A text without its end: at least its last character is missing. */
  cut(text: string): string {
    return text.slice(0, this.int(1, text.length - 1));
  }
}
