import { element } from './element.js';

/** What the page offers a newcomer, in words of the household. */
const PRESETS = [
  ['usual', 'Everything of the household', ['arm', 'disarm', 'silence', 'acknowledge', 'panic', 'lock', 'unlock']],
  ['come', 'Arm and disarm', ['arm', 'disarm']],
  ['leave', 'Only arm', ['arm']],
  ['doors', 'Only open doors', ['lock', 'unlock']],
];

const VERBS = {
  arm: 'Arm',
  disarm: 'Disarm',
  bypass: 'Leave a zone out',
  silence: 'Silence an alarm',
  acknowledge: 'Acknowledge an alarm',
  test: 'Test zones',
  panic: 'Call for help',
  lock: 'Lock doors',
  unlock: 'Open doors',
  siren: 'Sound the siren',
};

const DAYS = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' };
const MODES = { away: 'Away', home: 'Home', night: 'Night', vacation: 'Vacation' };

/**
 * Builds the fields that say what somebody may do, where and when.
 *
 * @param {object} rights As the server writes them; those of the household for a newcomer.
 * @param {{partitions: {id: string, name: string}[], modes: string[]}} choices
 * @returns The fields, and how to read them as the server takes them.
 */
export function rightsEditor(rights, choices) {
  const verbs = verbFields(rights.can ?? PRESETS[0][2]);
  const modes = fewOf('In which modes', 'Every mode', rights.modes, entriesOf(choices.modes, MODES));
  const places = fewOf(
    'Where',
    'Everywhere',
    rights.partitions,
    choices.partitions.map(({ id, name }) => [id, name]),
  );
  const week = weekFields(rights.schedule);
  const from = dateField('May come from', rights.from);
  const until = dateField('May come until', rights.until);
  const { enabled = true } = rights;
  return {
    nodes: [
      ...verbs.nodes,
      ...(choices.partitions.length > 1 ? places.nodes : []),
      ...modes.nodes,
      ...week.nodes,
      from.node,
      until.node,
    ],
    read: () => ({
      can: verbs.read(),
      ...some('partitions', choices.partitions.length > 1 ? places.read() : rights.partitions),
      ...some('modes', modes.read()),
      ...some('schedule', week.read()),
      ...some('from', from.read()),
      ...some('until', until.read()),
      enabled,
    }),
  };
}

/** Says in few words what somebody may do. */
export function rightsText({ can, modes, partitions, schedule, from, until, enabled }, choices) {
  const preset = PRESETS.find(([, , verbs]) => isSame(verbs, can));
  const places = partitions?.map((id) => choices.partitions.find((place) => place.id === id)?.name ?? id);
  return [
    enabled ? undefined : 'Suspended',
    preset ? preset[1] : can.map((verb) => VERBS[verb]).join(', '),
    places?.join(', '),
    modes && `in ${modes.map((mode) => MODES[mode] ?? mode).join(', ')}`,
    schedule?.map(windowText).join('; '),
    from && `from ${dayText(from, false)}`,
    until && `until ${dayText(until, true)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A day, with its time where that is not the day's own beginning or end. */
const dayText = (given, isEnd) => (/ 00:00$|^[^ ]*$/.test(given) ? shownDay(given, isEnd) : given);
const isSame = (some, others) => some.length === others.length && some.every((one) => others.includes(one));
const some = (key, value) => (value === undefined ? {} : { [key]: value });
const entriesOf = (ids, words) => ids.map((id) => [id, words[id] ?? id]);

function windowText({ days, from, to }) {
  const when = days.length === 7 ? 'every day' : days.map((day) => DAYS[day]).join(' ');
  return `${when} ${from}–${to}`;
}

function verbFields(can) {
  const preset = PRESETS.find(([, , verbs]) => isSame(verbs, can));
  const select = selectOf([...PRESETS, ['own', 'My own choice']], preset?.[0] ?? 'own');
  const boxes = checkboxes(Object.entries(VERBS), can, 'What exactly');
  const show = () => (boxes.node.hidden = select.value !== 'own');
  select.addEventListener('change', show);
  show();
  return {
    nodes: [field('What they may do', select, 'nl-wide'), boxes.node],
    read: () => PRESETS.find(([id]) => id === select.value)?.[2] ?? boxes.read(),
  };
}

/** All of them, or some: nothing is read where it is all. */
function fewOf(label, all, chosen, entries) {
  const select = selectOf(
    [
      ['all', all],
      ['few', 'Only some'],
    ],
    chosen ? 'few' : 'all',
  );
  const boxes = checkboxes(entries, chosen ?? [], label);
  const show = () => (boxes.node.hidden = select.value === 'all');
  select.addEventListener('change', show);
  show();
  return {
    nodes: [field(label, select, 'nl-wide'), boxes.node],
    read: () => (select.value === 'all' ? undefined : boxes.read()),
  };
}

function weekFields(schedule) {
  const select = selectOf(
    [
      ['any', 'At any time'],
      ['week', 'At certain times of the week'],
    ],
    schedule ? 'week' : 'any',
  );
  const rows = element('div.nl-windows');
  const more = element('button.nl-link', {
    type: 'button',
    text: 'Add times',
    onclick: () => rows.append(windowRow()),
  });
  const box = element('div.nl-wide', {}, rows, more);
  const show = () => {
    box.hidden = select.value === 'any';
    if (!box.hidden && rows.children.length === 0) rows.append(windowRow());
  };
  for (const given of schedule ?? []) rows.append(windowRow(given));
  select.addEventListener('change', show);
  show();
  return {
    nodes: [field('When', select, 'nl-wide'), box],
    read: () => (select.value === 'any' ? undefined : [...rows.children].map((one) => one.read())),
  };
}

/** One window of the week, with its own way to be read. */
function windowRow(given = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }) {
  const days = checkboxes(Object.entries(DAYS), given.days, 'Days');
  const [from, to] = [time('From', given.from), time('To', given.to === '24:00' ? '00:00' : given.to)];
  const away = element('button.nl-link.nl-danger', { type: 'button', text: 'Remove', 'aria-label': 'Remove times' });
  const made = element('div.nl-window', { role: 'group', 'aria-label': 'Times' }, days.node, from, to, away);
  away.addEventListener('click', () => made.remove());
  made.read = () => ({ days: days.read(), from: from.input.value, to: endOf(to.input.value) });
  return made;
}

/** Midnight is the end of the day on which a window begins. */
const endOf = (to) => (to === '00:00' ? '24:00' : to);

function time(label, value) {
  const input = element('input.nl-input', { type: 'time', value, required: true });
  const made = element('label.nl-time', {}, element('span', { text: label }), input);
  made.input = input;
  return made;
}

/** A day, kept as it was written where nobody touches it: it may have a time. */
function dateField(label, given) {
  const isEnd = label.endsWith('until');
  const input = element('input.nl-input', { type: 'date', value: given ? shownDay(given, isEnd) : '' });
  const before = input.value;
  return {
    node: field(label, input),
    read: () => (input.value === before ? given : input.value || undefined),
  };
}

/** The last day that counts: midnight is the end of the day before. */
function shownDay(given, isEnd) {
  const [day, clock] = given.split(' ');
  if (!isEnd || clock !== '00:00') return day;
  const before = new Date(`${day}T12:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
}

function checkboxes(entries, chosen, label) {
  const boxes = entries.map(([id, text]) => {
    const input = element('input', { type: 'checkbox', value: id, checked: chosen.includes(id) });
    return { id, input, node: element('label.nl-pick', {}, input, element('span', { text })) };
  });
  return {
    node: element('div.nl-picks.nl-wide', { role: 'group', 'aria-label': label }, ...boxes.map(({ node }) => node)),
    read: () => boxes.filter(({ input }) => input.checked).map(({ id }) => id),
  };
}

function selectOf(entries, chosen) {
  const select = element('select.nl-input');
  for (const [value, text] of entries) select.append(element('option', { value, text }));
  select.value = chosen;
  return select;
}

let fields = 0;

function field(label, input, width = '') {
  input.id = `rights-${(fields += 1)}`;
  return element(`div.nl-field${width && `.${width}`}`, {}, element('label', { for: input.id, text: label }), input);
}
