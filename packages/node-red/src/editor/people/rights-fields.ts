import { button, checks, element, row, select } from './element.ts';
import type { Choices, Rights, Window } from './people.ts';

/** Finds a text of the locale. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What is offered in words of the household. */
const PRESETS: readonly (readonly [string, readonly string[]])[] = [
  ['usual', ['arm', 'disarm', 'silence', 'acknowledge', 'panic', 'lock', 'unlock']],
  ['come', ['arm', 'disarm']],
  ['leave', ['arm']],
  ['doors', ['lock', 'unlock']],
];
const VERBS = 'arm disarm bypass silence acknowledge test panic lock unlock siren'.split(' ');
const MODES = ['away', 'home', 'night', 'vacation'];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export interface RightsFields {
  readonly nodes: readonly HTMLElement[];
  read(): Rights;
}

/** Builds the fields that say what somebody may do, where and when; those of the household for a newcomer. */
export function rightsFields(rights: Partial<Rights>, choices: Choices, say: Say): RightsFields {
  const verbs = verbFields(rights.can ?? (PRESETS[0] as (typeof PRESETS)[0])[1], say);
  const places = fewOf(
    'where',
    rights.partitions,
    choices.partitions.map(({ id, name }) => [id, name] as const),
    say,
  );
  const modes = fewOf(
    'modes',
    rights.modes,
    choices.modes.map((mode) => [mode, modeText(mode, say)] as const),
    say,
  );
  const week = weekFields(rights.schedule, say);
  const from = dayField(say('mayFrom'), rights.from, false);
  const until = dayField(say('mayUntil'), rights.until, true);
  const hasPlaces = choices.partitions.length > 1;
  return {
    nodes: [...verbs.nodes, ...(hasPlaces ? places.nodes : []), ...modes.nodes, ...week.nodes, from.node, until.node],
    read: () => ({
      can: verbs.read(),
      ...some('partitions', hasPlaces ? places.read() : rights.partitions),
      ...some('modes', modes.read()),
      ...some('schedule', week.read()),
      ...some('from', from.read()),
      ...some('until', until.read()),
      enabled: rights.enabled ?? true,
    }),
  };
}

/** Says in few words what somebody may do. */
export function rightsText(
  { can, partitions, modes, schedule, from, until, enabled }: Rights,
  choices: Choices,
  say: Say,
): string {
  const preset = PRESETS.find(([, verbs]) => isSame(verbs, can));
  const places = partitions?.map((id) => choices.partitions.find((place) => place.id === id)?.name ?? id);
  const parts = [
    enabled ? undefined : say('suspended'),
    preset ? say(`can.${preset[0]}`) : can.map((verb) => say(`verb.${verb}`)).join(', '),
    places?.join(', '),
    modes?.map((mode) => modeText(mode, say)).join(', '),
    schedule?.map((window) => windowText(window, say)).join('; '),
    from === undefined ? undefined : `${say('from')} ${dayText(from, false)}`,
    until === undefined ? undefined : `${say('until')} ${dayText(until, true)}`,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function windowText({ days, from, to }: Window, say: Say): string {
  const when = days.length === 7 ? say('daily') : days.map((day) => say(`day.${day}`)).join(' ');
  return `${when} ${from}–${to}`;
}

/** The four that everyone knows have names; a house's own is called as it is written. */
function modeText(mode: string, say: Say): string {
  return MODES.includes(mode) ? say(`mode.${mode}`) : mode;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

function some<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}

function verbFields(can: readonly string[], say: Say) {
  const presets = PRESETS.map(([id]) => [id, say(`can.${id}`)] as const);
  const chosen = PRESETS.find(([, verbs]) => isSame(verbs, can))?.[0] ?? 'own';
  const choice = select([...presets, ['own', say('can.own')]], chosen);
  const boxes = checks(
    VERBS.map((verb) => [verb, say(`verb.${verb}`)] as const),
    can,
    say('exactly'),
  );
  follow(choice, boxes.node, (value) => value === 'own');
  return {
    nodes: [row(say('may'), choice), boxes.node],
    read: () => [...(PRESETS.find(([id]) => id === choice.value)?.[1] ?? boxes.read())],
  };
}

/** All of them, or some: nothing is read where it is all. */
function fewOf(
  key: 'where' | 'modes',
  chosen: readonly string[] | undefined,
  entries: readonly (readonly [string, string])[],
  say: Say,
) {
  const choice = select(
    [
      ['all', say(`${key}All`)],
      ['few', say('few')],
    ],
    chosen ? 'few' : 'all',
  );
  const boxes = checks(entries, chosen ?? [], say(key));
  follow(choice, boxes.node, (value) => value === 'few');
  return {
    nodes: [row(say(key), choice), boxes.node],
    read: () => (choice.value === 'all' ? undefined : boxes.read()),
  };
}

function weekFields(schedule: readonly Window[] | undefined, say: Say) {
  const choice = select(
    [
      ['any', say('anyTime')],
      ['week', say('week')],
    ],
    schedule ? 'week' : 'any',
  );
  const windows = new Map<HTMLElement, () => Window>();
  const list = element('div');
  const add = (given?: Window): void => {
    const { node, read } = windowFields(given, say, () => {
      windows.delete(node);
      node.remove();
    });
    windows.set(node, read);
    list.append(node);
  };
  const box = element(
    'div',
    { class: 'form-row' },
    list,
    button(say('addTimes'), () => add()),
  );
  for (const window of schedule ?? []) add(window);
  follow(choice, box, (value) => {
    if (value === 'week' && windows.size === 0) add();
    return value === 'week';
  });
  return {
    nodes: [row(say('when'), choice), box],
    read: () => (choice.value === 'any' ? undefined : [...windows.values()].map((read) => read())),
  };
}

const WORKDAYS: Window = { days: DAYS.slice(0, 5), from: '08:00', to: '18:00' };

function windowFields({ days, from, to } = WORKDAYS, say: Say, remove: () => void) {
  const picked = checks(
    DAYS.map((day) => [day, say(`day.${day}`)] as const),
    days,
    say('days'),
  );
  const [begin, end] = [from, to === '24:00' ? '00:00' : to].map((value) => {
    return element('input', { type: 'time', value, style: 'width: 110px; margin-right: 8px' });
  }) as [HTMLInputElement, HTMLInputElement];
  begin.setAttribute('aria-label', say('timeFrom'));
  end.setAttribute('aria-label', say('timeTo'));
  const away = button(say('removeTimes'), remove);
  picked.node.style.margin = '0';
  const times = element('div', {}, begin, '– ', end, away);
  return {
    node: element(
      'div',
      { role: 'group', 'aria-label': say('week'), style: 'margin-bottom: 10px' },
      picked.node,
      times,
    ),
    /* Midnight is the end of the day on which a window begins. */
    read: (): Window => ({ days: picked.read(), from: begin.value, to: end.value === '00:00' ? '24:00' : end.value }),
  };
}

/** Shows a part as long as what is chosen asks for it. */
function follow(choice: HTMLSelectElement, part: HTMLElement, isShown: (value: string) => boolean): void {
  const show = (): void => {
    part.style.display = isShown(choice.value) ? '' : 'none';
  };
  choice.addEventListener('change', show);
  show();
}

/** A day, kept as it was written where nobody touches it: it may have a time. */
export function dayField(label: string, given: string | undefined, isEnd: boolean) {
  const input = element('input', { type: 'date', value: given === undefined ? '' : shownDay(given, isEnd) });
  const before = input.value;
  return {
    node: row(label, input),
    read: () => (input.value === before ? given : input.value || undefined),
  };
}

/** A day, with its time where that is not the day's own beginning or end. */
function dayText(given: string, isEnd: boolean): string {
  return given.includes(' ') && !given.endsWith(' 00:00') ? given : shownDay(given, isEnd);
}

/** The last day that counts: midnight is the end of the day before. */
function shownDay(given: string, isEnd: boolean): string {
  const [day = '', clock] = given.split(' ');
  if (!isEnd || clock !== '00:00') return day;
  const before = new Date(`${day}T12:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
}
