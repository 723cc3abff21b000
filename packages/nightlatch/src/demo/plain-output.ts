import type { Interface } from 'node:readline';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { DEMO_KEYS } from './demo-keys.ts';
import type { DemoKeys, DemoOutput } from './demo-output.ts';
import type { DemoView, Happening } from './demo-view.ts';
import { clockTime } from './screen.ts';

/** Writes plain lines, and takes a key from each line that it reads. */
export class PlainOutput implements DemoOutput {
  readonly #input: Readable;
  readonly #output: Writable;
  #lines: Interface | undefined;

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  progress(text: string): void {
    this.#write(text);
  }

  open(look: () => DemoView, keys: DemoKeys): void {
    const { pairings, parts, code } = look();
    this.#write('Nightlatch is ready: a demonstration house.');
    for (const { app, code: paired, uri } of pairings) {
      this.#write(`${app} code: ${paired}`);
      this.#write(`${app === 'Matter' ? 'Matter setup' : 'Setup'} payload: ${uri}`);
    }
    for (const { label, text } of parts) this.#write(`${label}: ${text}`);
    this.#write(`Code that disarms: ${code}`);
    this.#write(`Keys, one a line: ${DEMO_KEYS.map(({ key, label }) => `${key} ${label}`).join(', ')}`);
    this.#lines = createInterface({ input: this.#input }).on('line', (line) => keys.enter(line));
  }

  tell({ at, text }: Happening): void {
    this.#write(`${clockTime(at)} ${text}`);
  }

  refresh(): void {
    // What changes is told line by line.
  }

  close(): void {
    this.#lines?.close();
    this.#input.destroy();
  }

  #write(line: string): void {
    this.#output.write(`${line}\n`);
  }
}
