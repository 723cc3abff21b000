import type { EventLook } from '../../sidebar/home-view.ts';
import { element } from './elements.ts';
import type { Words } from './words.ts';

/** Origins whose client says who it was: an editor user, a program. */
const NAMED_CLIENTS = ['node-red', 'link'];

/** One line of what happened: when, what and why, to what and by whom. */
export function eventLine(event: EventLook, words: Words): HTMLElement {
  const line = element('li', '', { 'data-word': event.word });
  const time = element('time', '', { datetime: new Date(event.at).toISOString() });
  time.textContent = words.moment(event.at);
  const what = element('span', 'nightlatch-what');
  what.textContent = [words.event(event.word), ...detailsOf(event, words)].join(' · ');
  const about = element('span', 'nightlatch-about');
  const names = [event.name, ...event.because].filter((name, index, all) => name !== '' && all.indexOf(name) === index);
  about.textContent = [names.join(', '), actorText(event, words)].filter((text) => text !== '').join(' – ');
  line.append(time, what, about);
  return line;
}

function detailsOf({ mode, hazard, trouble, refusal }: EventLook, words: Words): readonly string[] {
  return [
    ...(mode === undefined ? [] : [words.mode(mode)]),
    ...(hazard === undefined ? [] : [words.hazard(hazard)]),
    ...(trouble === undefined ? [] : [words.trouble(trouble)]),
    ...(refusal === undefined ? [] : [words.refusal(refusal)]),
  ];
}

function actorText({ by, client, user }: EventLook, words: Words): string {
  if (by === undefined) return '';
  const way = words.origin(by);
  const through = client !== undefined && NAMED_CLIENTS.includes(by) && client !== by ? `${way}: ${client}` : way;
  return user === undefined ? through : `${user} (${through})`;
}
