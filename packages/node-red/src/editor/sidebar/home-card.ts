import type { HazardLook, HomeView, TroubleLook } from '../../sidebar/home-view.ts';
import { AlarmBlock } from './alarm-block.ts';
import { AnswerBox } from './answer-box.ts';
import { CodeField } from './code-field.ts';
import { editor } from './editor-parts.ts';
import type { Row } from './elements.ts';
import { KeyedRows, button, element, write } from './elements.ts';
import { eventLine } from './event-list.ts';
import type { SidebarCommand } from './send-command.ts';
import { sendCommand } from './send-command.ts';
import type { Words } from './words.ts';

export interface HomeCardOptions {
  readonly words: Words;
  /** Epoch milliseconds by the clock of Node-RED. */
  readonly now: () => number;
}

const CODE_FAILED = ['code-required', 'wrong-code'];

/** One home in the sidebar. Its parts stay in place while what they show changes, so that nobody loses what they type. */
export class HomeCard {
  readonly element = element('section', 'nightlatch-home');
  readonly #id: string;
  readonly #options: HomeCardOptions;
  readonly #name = element('h3');
  readonly #link = element('p', 'nightlatch-link', { role: 'status' });
  readonly #hazards = element('div', 'nightlatch-hazards', { role: 'alert' });
  readonly #code: CodeField;
  readonly #answer: AnswerBox;
  readonly #troubles = element('div', 'nightlatch-troubles');
  readonly #events = element('div', 'nightlatch-events');
  readonly #hazardRows: KeyedRows<HazardLook>;
  readonly #alarmRows: KeyedRows<HomeView['alarms'][number]>;
  readonly #blocks = new Set<AlarmBlock>();
  #view: HomeView | undefined;
  #asked: { readonly partition: string; readonly word: string | undefined } | undefined;
  /** Whether Node-RED itself is heard. */
  #isHeard = true;

  constructor(id: string, options: HomeCardOptions) {
    this.#id = id;
    this.#options = options;
    const { words } = options;
    const alarms = element('div');
    this.#code = new CodeField(words, () => this.#enter());
    this.#answer = new AnswerBox(words, (command) => void this.#command(command));
    this.#hazardRows = new KeyedRows(
      this.#hazards,
      ({ partition, hazard }) => `${partition} ${hazard}`,
      (look) => this.#hazardRow(look),
    );
    this.#alarmRows = new KeyedRows(
      alarms,
      ({ id: alarm }) => alarm,
      () => this.#alarmBlock(),
    );
    const { element: code } = this.#code;
    const parts = [this.#hazards, alarms, code, this.#answer.element, this.#troubles, this.#events];
    this.element.append(this.#name, this.#link, ...parts);
  }

  show(view: HomeView): void {
    this.#view = view;
    this.#render();
  }

  /** Node-RED itself is not heard any more, or again: until then nothing of the home is known. */
  hear(isHeard: boolean): void {
    if (this.#isHeard === isHeard) return;
    this.#isHeard = isHeard;
    this.#render();
  }

  tick(): void {
    for (const block of this.#blocks) block.tick();
  }

  /** What may be shown: without Node-RED as little as without the hub. */
  get #shown(): HomeView | undefined {
    if (!this.#view || this.#isHeard) return this.#view;
    const nothing = { modes: [], open: [], unknown: [], bypassed: [], memory: [], hazards: [] };
    const alarms = this.#view.alarms.map(({ id, name }) => ({ id, name, word: 'unknown', ...nothing }));
    return { ...this.#view, link: 'unknown', alarms, troubles: [] };
  }

  #canCommand(): boolean {
    return this.#shown?.link === 'online' && editor.user.hasPermission('nightlatch.write');
  }

  #render(): void {
    const view = this.#shown;
    if (!view) return;
    const isOnline = view.link === 'online';
    this.element.setAttribute('aria-label', view.name);
    this.element.dataset['link'] = view.link;
    write(this.#name, view.name);
    write(this.#link, this.#linkText(view));
    this.#link.hidden = isOnline && this.#link.textContent === '';
    this.#hazardRows.show(hazardsOf(view));
    this.#alarmRows.show(view.alarms);
    this.#code.element.hidden = !this.#canCommand();
    this.#code.isEnabled = this.#canCommand();
    this.#showTroubles(view.troubles);
    this.#showEvents(view);
    const asked = this.#asked;
    if (!isOnline || (asked && view.alarms.find(({ id }) => id === asked.partition)?.word !== asked.word)) {
      this.#asked = undefined;
      this.#answer.clear();
    }
  }

  #linkText({ link, problem }: HomeView): string {
    const { words } = this.#options;
    if (!this.#isHeard) return words.text('link.silent');
    if (problem !== undefined) return `${words.text('link.problem')} ${problem}`;
    if (link !== 'online') return words.text('link.lost');
    return editor.user.hasPermission('nightlatch.write') ? '' : words.text('readOnly');
  }

  #alarmBlock(): AlarmBlock {
    const { words, now } = this.#options;
    const block = new AlarmBlock({
      words,
      now,
      canCommand: () => this.#canCommand(),
      command: (command) => void this.#command(command),
    });
    this.#blocks.add(block);
    return block;
  }

  #hazardRow({ partition, hazard }: HazardLook): Row<HazardLook> {
    const { words } = this.#options;
    const box = element('div', 'nightlatch-hazard');
    const text = element('div');
    const silence = button('nightlatch-silence', words.text('silence'));
    silence.addEventListener('click', () => void this.#command({ mode: 'silence', partition, hazard }));
    box.append(text, silence);
    return {
      element: box,
      show: ({ status, zones, since }) => {
        box.dataset['status'] = status;
        const title = words.text(`status.${status}`, { hazard: words.hazard(hazard) });
        const where = [...zones, words.moment(since)].join(' · ');
        write(text, `${title} – ${where}`);
        silence.disabled = !this.#canCommand();
        silence.hidden = status === 'silenced';
      },
    };
  }

  /** Enter disarms, where there is no doubt what. */
  #enter(): void {
    const [first, ...others] = this.#view?.alarms ?? [];
    const isSole = first !== undefined && (others.length === 0 || first.isMaster === true);
    if (isSole && first.word !== 'off') void this.#command({ mode: 'off', partition: first.id });
  }

  async #command(command: SidebarCommand): Promise<void> {
    this.#answer.clear();
    const code = this.#code.take();
    this.element.setAttribute('aria-busy', 'true');
    const outcome = await sendCommand(this.#id, code === '' ? command : { ...command, code });
    this.element.removeAttribute('aria-busy');
    this.#asked = {
      partition: command.partition,
      word: this.#view?.alarms.find(({ id }) => id === command.partition)?.word,
    };
    this.#answer.show(command, outcome);
    if (!outcome.ok && 'reason' in outcome && CODE_FAILED.includes(outcome.reason)) this.#code.focus();
  }

  #showTroubles(troubles: readonly TroubleLook[]): void {
    const { words } = this.#options;
    const title = element('h4');
    title.textContent = words.text('troubles');
    const list = element('ul');
    for (const { kind, device, detail } of troubles) {
      const item = element('li', '', detail === undefined ? {} : { title: detail });
      item.textContent = [words.trouble(kind), ...(device === undefined ? [] : [device])].join(' – ');
      list.append(item);
    }
    this.#troubles.replaceChildren(...(troubles.length > 0 ? [title, list] : []));
  }

  #showEvents({ events }: HomeView): void {
    const { words } = this.#options;
    const newest = JSON.stringify(events);
    if (this.#events.dataset['shown'] === newest) return;
    this.#events.dataset['shown'] = newest;
    const title = element('h4');
    title.textContent = words.text('events');
    const list = element('ol');
    list.append(...events.map((event) => eventLine(event, words)));
    this.#events.replaceChildren(...(events.length > 0 ? [title, list] : []));
  }
}

/** Every alarm once: the master has those of its partitions. */
function hazardsOf({ alarms }: HomeView): readonly HazardLook[] {
  const all = alarms.flatMap(({ hazards }) => hazards);
  return all.filter(
    ({ partition, hazard }, index) =>
      all.findIndex((other) => other.partition === partition && other.hazard === hazard) === index,
  );
}
