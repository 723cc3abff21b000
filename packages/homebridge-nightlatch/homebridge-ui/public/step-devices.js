import { ask } from './ask.js';
import { element, part } from './element.js';
import { guards, house, keepBlock, keepNames, onDevices, watchDevices } from './house.js';

let show;

const NOBODY = '';
const WHEN = [
  ['always', 'Whenever armed'],
  ['out', 'When nobody is home'],
  ['out-night', 'When nobody is home, and at night'],
];

/** The second step: what each device means to the alarm. */
export const devices = {
  id: 'devices',
  async enter() {
    await watchDevices();
    drawAll();
  },
  /** Writes every role into the configuration, the proposals among them. */
  async leave() {
    if (house.rows.size === 0) return;
    const zones = [...house.rows.values()].flatMap(({ id, zones }) =>
      zones
        .filter(({ elsewhere }) => elsewhere === undefined)
        .map(({ signal, type, when }) => ({ device: id, signal, type, when })),
    );
    const { block } = await ask('/zones', { block: house.block, zones });
    await keepBlock(block);
  },
};

/** Prepares what stands still. */
export function prepareDevices(showWork) {
  show = showWork;
  onDevices((ids) => {
    for (const id of ids) draw(id);
    drawHead();
  });
}

function drawAll() {
  part('device-list').replaceChildren();
  part('bystander-list').replaceChildren();
  for (const id of house.rows.keys()) draw(id);
  drawHead();
}

function drawHead() {
  const { size } = house.rows;
  const [trouble] = house.troubles;
  part('devices-trouble').hidden = trouble === undefined;
  part('devices-trouble').textContent = trouble ?? '';
  part('devices-waiting').hidden = size > 0;
  part('devices-count').hidden = size === 0;
  part('devices-count').textContent = `${size} ${size === 1 ? 'device' : 'devices'}, ${guards().length} in the alarm`;
  part('bystanders').hidden = part('bystander-list').childElementCount === 0;
}

/** Draws one device in its place by name; what somebody is choosing from is left alone. */
function draw(id) {
  const row = house.rows.get(id);
  const old = document.querySelector(`[data-device="${CSS.escape(id)}"]`);
  if (!row) return old?.remove();
  if (old?.matches(':has(.nl-names, select:focus)')) return old.querySelector('.nl-says').replaceWith(says(row));
  const item = deviceItem(row);
  if (old) {
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(item);
    if (hadFocus) item.querySelector('.nl-rename').focus();
    return;
  }
  const list = part(row.zones.length > 0 ? 'device-list' : 'bystander-list');
  const after = [...list.children].find((other) => other.dataset.name.localeCompare(row.name) > 0);
  list.insertBefore(item, after ?? null);
}

function deviceItem(row) {
  const isOut = row.zones.length > 0 && row.zones.every(({ type }) => type === undefined);
  return element(
    `li.nl-device${isOut ? '.is-out' : ''}`,
    { 'data-device': row.id, 'data-name': row.name },
    who(row),
    says(row),
    row.job === undefined ? element('div.nl-roles', {}, ...row.zones.map((zone) => roles(row, zone))) : job(row),
  );
}

/** What a device is called, with a way to call it otherwise. */
function who(row) {
  const rename = element('button.nl-rename', {
    type: 'button',
    'aria-label': `Rename ${row.name}`,
    title: 'Change name and room',
    onclick: () => askNames(row),
  });
  const words = [row.room, row.model].filter(Boolean).join(' · ') || row.id.split('/').at(-1);
  return element('div.nl-who', {}, element('b', { text: row.name }, rename), element('small', { text: words }));
}

const nameField = (label, value) =>
  element('input.nl-input', { 'aria-label': label, placeholder: label, value, maxlength: 64, spellcheck: 'false' });

function askNames(row) {
  const item = document.querySelector(`[data-device="${CSS.escape(row.id)}"]`);
  const [name, room] = [nameField('Name', row.name), nameField('Room', row.room ?? '')];
  const keep = async () => {
    const { block } = await ask('/name', { block: house.block, device: row.id, name: name.value, room: room.value });
    await keepNames(block);
    redraw(row.id);
  };
  const form = element(
    'form.nl-names',
    { onsubmit: (event) => (event.preventDefault(), void show(keep)) },
    name,
    room,
    element('button.nl-link', { type: 'submit', text: 'Keep' }),
    element('button.nl-link', { type: 'button', text: 'Cancel', onclick: () => redraw(row.id) }),
  );
  item.querySelector('.nl-who').replaceWith(form);
  name.select();
}

function redraw(id) {
  const old = document.querySelector(`[data-device="${CSS.escape(id)}"]`);
  const item = deviceItem(house.rows.get(id));
  old.replaceWith(item);
  item.querySelector('.nl-rename').focus();
}

const job = (row) => element('div.nl-roles', {}, element('small', { text: row.job }));

/** What a device reports now. */
function says(row) {
  const values = row.values.map(({ text, state }) => element(`span.nl-value.is-${state}`, { text }));
  const battery =
    row.battery === undefined
      ? row.isBatteryLow && element('span.nl-battery.is-low', { text: 'Battery low' })
      : element(`span.nl-battery${row.isBatteryLow ? '.is-low' : ''}`, { text: `${row.battery} %`, title: 'Battery' });
  const lost = row.isAvailable === false ? element('span.nl-value.is-lost', { text: 'Out of reach' }) : undefined;
  return element('div.nl-says', {}, ...(lost ? [lost] : values), ...(battery ? [battery] : []));
}

function roles(row, zone) {
  const what = zone.part === undefined ? row.name : `${row.name}, ${zone.part}`;
  if (zone.elsewhere !== undefined) return element('small', { text: `Belongs to ${zone.elsewhere}` });
  const label = zone.part === undefined ? undefined : element('small.nl-part', { text: zone.part });
  const role = select(
    `What ${what} means to the alarm`,
    [...zone.roles.map(({ type, label }) => [type, label]), [NOBODY, 'Not part of the alarm']],
    zone.type ?? NOBODY,
    (type) => choose(row.id, zone.signal, { type: type === NOBODY ? undefined : type, when: usualWhen(type) }),
  );
  const when =
    zone.when === undefined
      ? undefined
      : select(
          `When ${what} is watched`,
          zone.when === 'own' ? [...WHEN, ['own', 'As set by hand']] : WHEN,
          zone.when,
          (value) => choose(row.id, zone.signal, { type: zone.type, when: value }),
          '.nl-small',
        );
  return element('div.nl-role', {}, label, role, when);
}

/** Burglary roles are watched at times, all others day and night. */
const usualWhen = (type) => ({ entry: 'always', perimeter: 'always', interior: 'out' })[type];

function select(label, options, value, onChoice, size = '') {
  const made = element(
    `select.nl-input.nl-select${size}`,
    { 'aria-label': label, onchange: () => onChoice(made.value) },
    ...options.map(([key, text]) => element('option', { value: key, text })),
  );
  made.value = value;
  return made;
}

function choose(id, signal, choice) {
  const row = house.rows.get(id);
  const zones = row.zones.map((zone) =>
    zone.signal === signal ? { ...zone, ...choice, isChosen: true, isProposal: false } : zone,
  );
  house.rows.set(id, { ...row, zones });
  const old = document.querySelector(`[data-device="${CSS.escape(id)}"]`);
  const label = document.activeElement?.getAttribute('aria-label');
  old.replaceWith(deviceItem(house.rows.get(id)));
  document.querySelector(`[aria-label="${CSS.escape(label ?? '')}"]`)?.focus();
  drawHead();
}
