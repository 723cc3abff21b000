import { element } from './elements.ts';
import type { Words } from './words.ts';

/** What was typed and not used is forgotten after so long. */
const PATIENCE_MS = 30_000;
let fields = 0;

/** The field for a code. It is given away once and then empty; nothing else keeps it, and no browser is asked to. */
export class CodeField {
  readonly element = element('div', 'nightlatch-code');
  readonly #input = element('input', '', {
    type: 'password',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: '32',
    spellcheck: 'false',
    'data-1p-ignore': '',
    'data-lpignore': 'true',
  });
  #forget: ReturnType<typeof setTimeout> | undefined;

  /** @param enter The code was typed, and Enter pressed. */
  constructor(words: Words, enter: () => void) {
    const label = element('label');
    label.textContent = words.text('code');
    this.#input.id = `nightlatch-code-${(fields += 1)}`;
    label.htmlFor = this.#input.id;
    this.#input.addEventListener('input', () => {
      clearTimeout(this.#forget);
      this.#forget = setTimeout(() => this.take(), PATIENCE_MS);
    });
    this.#input.addEventListener('keydown', (event) => {
      /* Node-RED has shortcuts of its own for many keys. */
      event.stopPropagation();
      if (event.key === 'Escape') this.take();
      if (event.key === 'Enter' && this.#input.value !== '') enter();
    });
    this.element.append(label, this.#input);
  }

  set isEnabled(isEnabled: boolean) {
    this.#input.disabled = !isEnabled;
    if (!isEnabled) this.take();
  }

  focus(): void {
    this.#input.focus();
  }

  /** Gives what was typed, and forgets it. */
  take(): string {
    clearTimeout(this.#forget);
    const { value } = this.#input;
    this.#input.value = '';
    return value;
  }
}
