import { ask } from './ask.js';
import { announce, element, part, place } from './element.js';
import { house, keepBlock, refresh } from './house.js';

/** Places that answered, by broker and base topic. */
const found = new Map();
let chosen;
/** The choice whose fields are on the page. */
let drawnKey;
let isLooking = false;

/** The first step: where the devices come from. */
export const sensors = {
  id: 'sensors',
  async enter() {
    draw();
    if (found.size === 0) void look();
  },
  /** Writes the choice into the configuration. */
  async leave() {
    const choice = chosen;
    if (!choice) throw new Error('Choose where your devices come from first.');
    const body = { block: house.block, ...choice.read() };
    if (choice.probes) {
      const sighting = await ask('/probe', body);
      if (sighting.outcome !== 'found') throw new Error(sighting.words);
      if (body.kind === 'zigbee2mqtt') body.baseTopic ??= baseTopicOf(sighting);
      body.broker = sighting.broker;
    }
    const { block } = await ask('/use', body);
    await keepBlock(block);
    await refresh();
    found.clear();
  },
};

/** Prepares what stands still. */
export function prepareSensors() {
  part('look-again').addEventListener('click', () => void look());
  window.homebridge.addEventListener('looking', ({ data }) => showProgress(0, data.total));
  window.homebridge.addEventListener('sighting', ({ data }) => {
    const bar = part('looking-bar');
    showProgress(bar.value + 1, bar.max);
    take(data);
  });
}

async function look() {
  if (isLooking) return;
  isLooking = true;
  found.clear();
  part('looking').hidden = false;
  part('not-found').hidden = true;
  part('look-again').disabled = true;
  try {
    const { sightings } = await ask('/find');
    for (const sighting of sightings) take(sighting);
    const bridges = sightings.filter(({ outcome }) => outcome === 'found').length;
    part('not-found').hidden = sightings.length > 0 || house.origin.kind !== 'none';
    announce(bridges ? `Zigbee2MQTT was found ${bridges} times.` : 'Zigbee2MQTT was not found.');
  } finally {
    isLooking = false;
    part('looking').hidden = true;
    part('look-again').disabled = false;
    draw();
  }
}

function showProgress(value, max) {
  const bar = part('looking-bar');
  bar.max = max;
  bar.value = value;
}

function take(sighting) {
  const { outcome, broker, bridges } = sighting;
  if (outcome === 'login' || outcome === 'no-zigbee2mqtt') found.set(broker, sighting);
  for (const bridge of bridges) found.set(`${broker} ${bridge.baseTopic}`, { ...sighting, bridge });
  draw();
}

const baseTopicOf = ({ bridges }) => (bridges.find(({ isOnline }) => isOnline) ?? bridges[0])?.baseTopic;

/** Draws the choices anew and keeps the one that is chosen. */
function draw() {
  const choices = [...currentChoice(), ...foundChoices(), ...otherChoices()];
  const key = chosen?.key;
  chosen = choices.find((choice) => choice.key === key) ?? choices.find(({ isDefault }) => isDefault);
  const held = heldText();
  part('origins').replaceChildren(part('origins').querySelector('legend'), ...choices.map(card));
  if (drawnKey === chosen?.key) restoreText(held);
  drawnKey = chosen?.key;
}

/** What was typed survives a new drawing of the same choice, and goes to no other. */
function heldText() {
  const fields = part('origins').querySelectorAll('.nl-input');
  const focus = document.activeElement?.id;
  return { values: [...fields].map(({ id, value }) => [id, value]), focus };
}

function restoreText({ values, focus }) {
  for (const [id, value] of values) {
    const field = part(id);
    if (field && value) field.value = value;
  }
  if (focus && part('origins').contains(part(focus))) part(focus).focus();
}

function currentChoice() {
  const { kind, broker, baseTopic } = house.origin;
  if (kind !== 'zigbee2mqtt' || found.has(`${broker} ${baseTopic}`)) return [];
  const title = `Keep ${place(broker)}`;
  return [
    {
      ...bridgeChoice({ broker, bridge: { baseTopic } }),
      title,
      words: 'This is what Nightlatch uses now.',
      isDefault: true,
    },
  ];
}

function foundChoices() {
  const order = { found: 0, login: 1, 'no-zigbee2mqtt': 2 };
  const { kind, broker: current } = house.origin;
  const isKept = ({ outcome, broker }) => outcome === 'login' && kind === 'zigbee2mqtt' && broker === current;
  const sightings = [...found.values()]
    .filter((sighting) => !isKept(sighting))
    .sort((a, b) => order[a.outcome] - order[b.outcome]);
  return sightings.map((sighting) => {
    if (sighting.bridge) return bridgeChoice(sighting);
    if (sighting.outcome === 'login') return loginChoice(sighting);
    return {
      ...loginChoice(sighting),
      title: `A broker without Zigbee2MQTT at ${place(sighting.broker)}`,
      isDefault: false,
    };
  });
}

function bridgeChoice({ broker, bridge, usedBy }) {
  const { baseTopic, devices, isOnline } = bridge;
  const isCurrent =
    house.origin.kind === 'zigbee2mqtt' && house.origin.broker === broker && house.origin.baseTopic === baseTopic;
  const count = devices === undefined ? '' : ` with ${devices} ${devices === 1 ? 'device' : 'devices'}`;
  const notes = [
    `At ${place(broker)}${baseTopic === 'zigbee2mqtt' ? '' : `, topic ${baseTopic}`}`,
    usedBy && `used by ${usedBy}`,
    isCurrent && 'in use now',
    isOnline === false && 'not running just now',
  ];
  const { username } = isCurrent ? house.origin : {};
  return {
    key: `${broker} ${baseTopic}`,
    icon: 'radio',
    title: `Zigbee2MQTT${count}`,
    words: notes.filter(Boolean).join(' · '),
    isDefault: isCurrent || house.origin.kind === 'none',
    read: () => ({ kind: 'zigbee2mqtt', broker, baseTopic, username, keepsPassword: isCurrent }),
  };
}

function loginChoice({ broker, words }) {
  return {
    key: broker,
    icon: 'key',
    title: `A broker that asks for a password at ${place(broker)}`,
    words,
    probes: true,
    fields: [...LOGIN],
    read: () => ({ kind: 'zigbee2mqtt', broker, ...typed('username', 'password') }),
  };
}

const ADDRESS = { name: 'broker', label: 'Address of the MQTT broker', placeholder: 'homeassistant.local' };
const LOGIN = [
  { name: 'username', label: 'Name', placeholder: 'if it asks for one' },
  { name: 'password', label: 'Password', type: 'password' },
];

function otherChoices() {
  const { kind, broker, username, hasPassword } = house.origin;
  const isJoined = kind === 'join';
  return [
    {
      key: 'address',
      icon: 'pencil',
      title: 'I know the address',
      words: 'Of the MQTT broker that Zigbee2MQTT uses: its settings show it.',
      probes: true,
      fields: [ADDRESS, ...LOGIN],
      read: () => ({ kind: 'zigbee2mqtt', ...typed('broker', 'username', 'password') }),
    },
    {
      key: 'simulator',
      icon: 'house',
      title: 'Try with a simulated house first',
      words: 'Doors, windows and smoke alarms that exist only here. Change to real ones whenever you like.',
      isDefault: kind === 'simulator',
      read: () => ({ kind: 'simulator' }),
    },
    {
      key: 'join',
      icon: 'link',
      title: 'Join a hub that runs elsewhere',
      words: 'Nightlatch guards the house on another machine already: show it here too.',
      isDefault: isJoined,
      probes: true,
      fields: [
        { ...ADDRESS, label: 'Address of that hub', value: isJoined ? broker : '' },
        { ...LOGIN[0], value: username },
        LOGIN[1],
      ],
      read: () => ({
        kind: 'join',
        keepsPassword: isJoined && hasPassword,
        ...typed('broker', 'username', 'password'),
      }),
    },
  ];
}

const typed = (...names) => Object.fromEntries(names.map((name) => [name, part(`origin-${name}`)?.value ?? '']));

function card(choice) {
  const isChosen = choice === chosen;
  const choose = () => {
    chosen = choice;
    draw();
    part('origins').querySelector('[type=radio]:checked').focus();
  };
  const about = `about-${choice.key.replaceAll(/\W/g, '-')}`;
  const radio = element('input', {
    id: `pick-${about}`,
    type: 'radio',
    name: 'origin',
    checked: isChosen,
    'aria-label': choice.title,
    'aria-describedby': about,
    onchange: choose,
  });
  const words = element(
    'span',
    {},
    element('b', { text: choice.title }),
    element('small', { id: about, text: choice.words }),
  );
  const icon = element(`i.nl-icon.nl-icon-${choice.icon}`, { 'aria-hidden': 'true' });
  const head = element('label.nl-choice-head', {}, radio, icon, words);
  const fields = isChosen && choice.fields ? [element('div.nl-form', {}, ...choice.fields.map(field))] : [];
  return element(`div.nl-choice${isChosen ? '.is-chosen' : ''}`, { 'data-key': choice.key }, head, ...fields);
}

function field({ name, label, placeholder, type = 'text', value }) {
  const id = `origin-${name}`;
  const settings = {
    id,
    type,
    value: value ?? '',
    placeholder,
    autocomplete: type === 'password' ? 'new-password' : 'off',
  };
  const isWide = name === 'broker' ? '.nl-wide' : '';
  const input = element('input.nl-input', { ...settings, spellcheck: 'false', autocapitalize: 'off' });
  return element(`div.nl-field${isWide}`, {}, element('label', { for: id, text: label }), input);
}
