import type { Duplex } from 'node:stream';

/**
 * Ends a connection whose peer announces a packet larger than allowed, before the packet is gathered in memory.
 *
 * Sees each chunk on its way to whoever reads the stream, and follows MQTT's frames: one byte of type, then one to four
 * bytes of length.
 *
 * @param limit Bytes that a packet may have now; asked at each packet.
 * @see MQTT 3.1.1, 2.2.3 Remaining Length
 */
export function limitPackets(stream: Duplex, limit: () => number, exceeded: (bytes: number) => void): void {
  const frames = new FrameReader();
  const read = stream.read.bind(stream);
  stream.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Uint8Array)) return chunk;
    const bytes = frames.largest(chunk, limit());
    if (bytes === undefined) return chunk;
    exceeded(bytes);
    stream.destroy();
    return null;
  };
}

/** Follows the frames of MQTT in a stream of chunks. */
class FrameReader {
  /** Bytes of the current packet's body still to come. */
  #body = 0;
  /** Where in the header we are: 0 is the type, then the bytes of the length. */
  #header = 0;
  #length = 0;

  /** Reads a chunk on. @returns The size of a packet above the limit, if one begins here. */
  largest(chunk: Uint8Array, limit: number): number | undefined {
    for (let at = 0; at < chunk.length;) {
      if (this.#body > 0) {
        const step = Math.min(this.#body, chunk.length - at);
        this.#body -= step;
        at += step;
      } else {
        if (this.#readHeader(chunk[at] ?? 0) && this.#body > limit) return this.#body;
        at += 1;
      }
    }
  }

  /** @returns Whether the header is complete. */
  #readHeader(byte: number): boolean {
    if (this.#header === 0) {
      this.#length = 0;
      this.#header = 1;
      return false;
    }
    this.#length += (byte & 0x7f) * 128 ** (this.#header - 1);
    const isLast = byte < 0x80 || this.#header === 4;
    this.#header = isLast ? 0 : this.#header + 1;
    if (isLast) this.#body = this.#length;
    return isLast;
  }
}
