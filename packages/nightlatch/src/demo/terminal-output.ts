import type { ReadStream, WriteStream } from 'node:tty';
import type { DemoKeys, DemoOutput } from './demo-output.ts';
import type { DemoView } from './demo-view.ts';
import { renderScreen } from './screen.ts';

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const CLEAR = '\u001b[2J';
/** Changes within this long are drawn together. */
const FRAME_MS = 30;
const SECOND_MS = 1_000;

/** Draws on a terminal's alternate screen, and only the lines that have changed. */
export class TerminalOutput implements DemoOutput {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  #look: (() => DemoView) | undefined;
  #drawn: readonly string[] = [];
  #frame: NodeJS.Timeout | undefined;
  #second: NodeJS.Timeout | undefined;
  #onData: ((data: Buffer) => void) | undefined;
  readonly #onResize = (): void => {
    this.#drawn = [];
    this.#output.write(CLEAR);
    this.refresh();
  };

  constructor(input: ReadStream, output: WriteStream) {
    this.#input = input;
    this.#output = output;
  }

  progress(text: string): void {
    this.#output.write(`${text}\n`);
  }

  open(look: () => DemoView, keys: DemoKeys): void {
    this.#look = look;
    this.#onData = (data) => {
      for (const key of keysOf(data.toString('utf8'))) keys.press(key);
      this.refresh();
    };
    this.#input.setRawMode(true);
    this.#input.on('data', this.#onData).resume();
    this.#output.on('resize', this.#onResize);
    this.#output.write(ENTER + CLEAR);
    this.#second = setInterval(() => this.#draw(), SECOND_MS);
    this.#draw();
  }

  tell(): void {
    this.refresh();
  }

  refresh(): void {
    this.#frame ??= setTimeout(() => {
      this.#frame = undefined;
      this.#draw();
    }, FRAME_MS);
  }

  close(): void {
    clearTimeout(this.#frame);
    clearInterval(this.#second);
    if (!this.#look) return;
    this.#look = undefined;
    if (this.#onData) this.#input.off('data', this.#onData);
    this.#output.off('resize', this.#onResize);
    this.#input.setRawMode(false);
    this.#input.pause();
    this.#output.write(LEAVE);
  }

  #draw(): void {
    if (!this.#look) return;
    const { columns, rows } = this.#output;
    const lines = renderScreen(this.#look(), { columns, rows });
    const changed = lines.flatMap((line, row) =>
      line === this.#drawn[row] ? [] : [`\u001b[${row + 1};1H\u001b[2K${line}`],
    );
    if (changed.length > 0) this.#output.write(changed.join(''));
    this.#drawn = lines;
  }
}

/** Parts what a terminal sent into keys. An escape sequence, such as an arrow key's, is one key that nobody knows. */
function keysOf(data: string): readonly string[] {
  return data.length > 1 && data.startsWith('\u001b') ? [data] : data.split('');
}
