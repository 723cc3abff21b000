import type { AlarmLook } from '../../sidebar/home-view.ts';
import type { Row } from './elements.ts';
import { KeyedRows, button, element, write } from './elements.ts';
import type { SidebarCommand } from './send-command.ts';
import type { Words } from './words.ts';

export interface AlarmBlockOptions {
  readonly words: Words;
  readonly command: (command: SidebarCommand) => void;
  /** Whether a command can be given at all now. */
  readonly canCommand: () => boolean;
  /** Epoch milliseconds by the clock of Node-RED. */
  readonly now: () => number;
}

/** What the state looks like: the colours are those of the nodes' badges. */
const TONES: Readonly<Record<string, string>> = {
  unknown: 'lost',
  off: 'rest',
  arming: 'moving',
  entry: 'moving',
  mixed: 'moving',
  alarm: 'alarm',
};

/** A partition, or the master: its state, its modes as buttons, and what is open, unknown or bypassed in it. */
export class AlarmBlock implements Row<AlarmLook> {
  readonly element = element('div', 'nightlatch-alarm');
  readonly #options: AlarmBlockOptions;
  readonly #name = element('span', 'nightlatch-alarm-name');
  readonly #state = element('span', 'nightlatch-state', { role: 'status' });
  readonly #left = element('span', 'nightlatch-left', { role: 'timer', 'aria-live': 'off' });
  readonly #modes = element('div', 'nightlatch-modes', { role: 'group' });
  readonly #buttons: KeyedRows<AlarmLook['modes'][number]>;
  readonly #off: HTMLButtonElement;
  readonly #lists = element('dl', 'nightlatch-lists');
  #look: AlarmLook | undefined;

  constructor(options: AlarmBlockOptions) {
    this.#options = options;
    const head = element('div', 'nightlatch-head');
    head.append(this.#name, this.#state, this.#left);
    const modes = element('span', 'nightlatch-mode-buttons');
    this.#buttons = new KeyedRows(
      modes,
      ({ mode }) => mode,
      ({ mode }) => this.#modeButton(mode),
    );
    this.#off = button('nightlatch-off', options.words.text('disarm'));
    this.#off.addEventListener('click', () => this.#ask('off'));
    this.#modes.append(modes, this.#off);
    this.element.append(head, this.#modes, this.#lists);
  }

  show(look: AlarmLook): void {
    const { words, canCommand } = this.#options;
    this.#look = look;
    this.element.dataset['tone'] = TONES[look.word] ?? 'armed';
    this.element.dataset['alarm'] = look.id;
    write(this.#name, look.name);
    write(this.#state, words.state(look));
    this.#modes.setAttribute('aria-label', words.text('armLabel', { name: look.name }));
    this.#buttons.show(look.modes);
    this.#modes.hidden = look.modes.length === 0;
    this.#off.disabled = !canCommand() || look.word === 'off';
    this.#showLists(look);
    this.tick();
  }

  /** Shows what is left of the delay that runs. */
  tick(): void {
    const { until } = this.#look ?? {};
    if (until === undefined) return write(this.#left, '');
    const seconds = Math.max(0, Math.ceil((until - this.#options.now()) / 1000));
    write(this.#left, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
  }

  #modeButton(mode: string): Row<AlarmLook['modes'][number]> {
    const { words, canCommand } = this.#options;
    const made = button('nightlatch-mode');
    const name = element('span');
    const count = element('span', 'nightlatch-count');
    made.append(name, count);
    made.addEventListener('click', () => this.#ask(mode));
    return {
      element: made,
      show: ({ inTheWay }) => {
        const isOn = this.#look?.mode === mode && this.#look.word !== 'off';
        made.setAttribute('aria-pressed', String(isOn));
        made.disabled = !canCommand();
        write(name, words.mode(mode));
        write(count, inTheWay.length > 0 && !isOn ? String(inTheWay.length) : '');
        const way = inTheWay.length > 0 ? words.text('notReady', { zones: inTheWay.join(', ') }) : words.text('ready');
        made.title = isOn ? '' : way;
      },
    };
  }

  #ask(mode: string): void {
    if (this.#look) this.#options.command({ mode, partition: this.#look.id });
  }

  #showLists({ open, unknown, bypassed, memory, word }: AlarmLook): void {
    const { words } = this.#options;
    const lists = Object.entries({ open, unknown, bypassed, memory }).filter(([, names]) => names.length > 0);
    const isQuiet = word !== 'unknown' && open.length + unknown.length === 0;
    const lines = [
      ...(isQuiet ? [[words.text('allClosed')]] : []),
      ...lists.map(([key, names]) => [words.text(`list.${key}`), names.join(', ')]),
    ];
    if (this.#lists.dataset['lines'] === JSON.stringify(lines)) return;
    this.#lists.dataset['lines'] = JSON.stringify(lines);
    this.#lists.replaceChildren(
      ...lines.flatMap((line) =>
        line.map((text, index) => {
          const made = element(index === 0 ? 'dt' : 'dd');
          made.textContent = text;
          return made;
        }),
      ),
    );
  }
}
