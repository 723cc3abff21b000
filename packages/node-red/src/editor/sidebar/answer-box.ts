import { button, element } from './elements.ts';
import type { Outcome, SidebarCommand } from './send-command.ts';
import type { Words } from './words.ts';

/** What force can overcome: the home asks for it rather than to arm with a gap that nobody has seen. */
const FORCEABLE = ['zones-open', 'zones-unknown', 'trouble'];

/** Says why a command was refused, with the zones in the way, and offers to arm in spite of them. */
export class AnswerBox {
  readonly element = element('div', 'nightlatch-answer', { role: 'alert' });
  readonly #words: Words;
  readonly #force: (command: SidebarCommand) => void;

  constructor(words: Words, force: (command: SidebarCommand) => void) {
    this.#words = words;
    this.#force = force;
    this.clear();
  }

  clear(): void {
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  show(command: SidebarCommand, outcome: Outcome): void {
    this.clear();
    if (outcome.ok) return;
    const text = element('p');
    this.element.append(text);
    this.element.hidden = false;
    if ('problem' in outcome) {
      const isOurs = outcome.problem === 'permission' || outcome.problem === 'unreachable';
      text.textContent = isOurs ? this.#words.text(`problem.${outcome.problem}`) : outcome.problem;
    } else {
      text.textContent = this.#words.refusal(outcome.reason);
      if (outcome.zones.length > 0) this.element.append(listOf(outcome.zones));
      if (FORCEABLE.includes(outcome.reason) && command.mode !== 'off') this.#offerForce(command);
    }
    const close = button('nightlatch-dismiss', this.#words.text('dismiss'));
    close.addEventListener('click', () => this.clear());
    this.element.append(close);
  }

  #offerForce(command: SidebarCommand): void {
    const anyway = button('nightlatch-force', this.#words.text('force'));
    anyway.addEventListener('click', () => this.#force({ ...command, force: true }));
    this.element.append(anyway);
  }
}

function listOf(names: readonly string[]): HTMLElement {
  const list = element('ul');
  list.append(
    ...names.map((name) => {
      const item = element('li');
      item.textContent = name;
      return item;
    }),
  );
  return list;
}
