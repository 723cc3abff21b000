import type { Language, RefusalReason } from '@nightlatch/model';
import { explainRefusal } from '@nightlatch/model';
import type { AlarmLook } from '../../sidebar/home-view.ts';
import { editor } from './editor-parts.ts';
import type { Texts } from './editor-parts.ts';

/** The catalogue of the alarm event node, whose words are those of the list. */
const EVENTS = '@nightlatch/node-red/nightlatch-event:nightlatch-event.event';
const LANGUAGES: readonly Language[] = ['en', 'de', 'es', 'zh'];

/** What is known by a key, in the editor's language; anything else stays as the owner called it. */
function known(texts: Texts, key: string, otherwise: string): string {
  const text = texts(key);
  return text === key ? otherwise : text;
}

/** The house's words in the editor's language. */
export class Words {
  readonly text: Texts;

  constructor(texts: Texts) {
    this.text = (key, values) => texts(`nightlatch-sidebar.${key}`, values);
    this.#texts = texts;
  }

  readonly #texts: Texts;

  /** `armed night`, `entry delay`, `unknown`; a mode of the owner's by its own name. */
  state({ word, mode }: AlarmLook): string {
    if (word === 'unknown') return this.#texts('nightlatch.status.unknown');
    const state = known(this.#texts, `nightlatch.status.${word}`, this.text('state.armed', { mode: word }));
    return word === 'arming' && mode !== undefined ? `${state}: ${this.mode(mode)}` : state;
  }

  mode(mode: string): string {
    return known(this.#texts, `nightlatch-sidebar.mode.${mode}`, mode);
  }

  hazard(hazard: string): string {
    return known(this.#texts, `nightlatch-sidebar.hazard.${hazard}`, hazard);
  }

  trouble(kind: string): string {
    return known(this.#texts, `nightlatch-sidebar.trouble.${kind}`, kind);
  }

  origin(origin: string): string {
    return known(this.#texts, `nightlatch-sidebar.by.${origin}`, origin);
  }

  event(word: string): string {
    const text = editor._(`${EVENTS}.${word}`);
    return text.endsWith(`event.${word}`) ? word : text;
  }

  refusal(reason: RefusalReason): string {
    return explainRefusal(reason, this.#language());
  }

  /** A moment of today by its time, any other by its date too. @param at Epoch milliseconds. */
  moment(at: number): string {
    const date = new Date(at);
    const isToday = date.toDateString() === new Date().toDateString();
    return isToday
      ? date.toLocaleTimeString(editor.i18n.lang())
      : date.toLocaleString(editor.i18n.lang(), { dateStyle: 'short', timeStyle: 'short' });
  }

  #language(): Language {
    const [language] = editor.i18n.lang().split('-');
    return LANGUAGES.find((each) => each === language) ?? 'en';
  }
}
