import type { HomeView } from '../../sidebar/home-view.ts';
import { HERE_MS, TOPICS } from '../../sidebar/home-view.ts';
import { editor } from './editor-parts.ts';
import type { Texts } from './editor-parts.ts';
import { element } from './elements.ts';
import { HomeCard } from './home-card.ts';
import styles from './sidebar.css';
import { Words } from './words.ts';

const TAB = 'nightlatch';
/** Without a sign of life for so long, Node-RED is taken for lost: two signs and a bit. */
const SILENCE_MS = 2.4 * HERE_MS;
const TICK_MS = 500;

/** Adds the sidebar to the editor: a card for each home, filled by the editor's websocket alone. */
export function openSidebar(texts: Texts): void {
  const words = new Words(texts);
  const page = element('div', 'nightlatch-sidebar');
  const style = element('style');
  style.textContent = styles;
  const empty = element('p', 'nightlatch-empty');
  empty.textContent = words.text('empty');
  const list = element('div');
  page.append(style, empty, list);

  const cards = new Map<string, HomeCard>();
  /* Until the first sign of life the two clocks are taken for the same. */
  let ahead = 0;
  let heardAt = Date.now();
  const card = (id: string): HomeCard => {
    const there = cards.get(id);
    if (there) return there;
    const made = new HomeCard(id, { words, now: () => Date.now() - ahead });
    cards.set(id, made);
    list.append(made.element);
    empty.hidden = true;
    return made;
  };
  const heard = (): void => {
    heardAt = Date.now();
    for (const each of cards.values()) each.hear(true);
  };

  editor.comms.subscribe(`${TOPICS.home}/#`, (_, data) => {
    heard();
    const view = data as HomeView;
    /* One that was deleted says no more than its id. */
    if (Array.isArray(view.alarms)) card(view.id).show(view);
  });
  editor.comms.subscribe(TOPICS.homes, (_, data) => {
    heard();
    const { ids } = data as { ids: readonly string[] };
    for (const [id, { element: shown }] of cards) {
      if (ids.includes(id)) continue;
      shown.remove();
      cards.delete(id);
    }
    empty.hidden = ids.length > 0;
  });
  editor.comms.subscribe(TOPICS.here, (_, data) => {
    ahead = Date.now() - (data as { now: number }).now;
    heard();
  });
  setInterval(() => {
    const isHeard = Date.now() - heardAt < SILENCE_MS;
    for (const each of cards.values()) {
      each.hear(isHeard);
      each.tick();
    }
  }, TICK_MS);

  const action = 'nightlatch:show-sidebar';
  editor.actions.add(action, () => editor.sidebar.show(TAB));
  const name = words.text('name');
  const iconClass = 'fa fa-shield';
  editor.sidebar.addTab({ id: TAB, label: name, name, content: page, iconClass, action, enableOnEdit: true });
}
