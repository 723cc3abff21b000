import { element, part, place } from './element.js';
import { guards, house, saveBlock } from './house.js';

/** The last step: what was set up, and what to do next. */
export const done = {
  id: 'done',
  async enter() {
    part('summary').replaceChildren(...summary());
    drawNext(false);
  },
  async leave() {},
};

/** Saves what was set up. */
export async function save() {
  await saveBlock();
  drawNext(true);
}

const ORIGINS = {
  zigbee2mqtt: ({ broker }) => `Zigbee2MQTT at ${place(broker)}`,
  simulator: () => 'A simulated house',
  join: ({ broker }) => `The hub at ${place(broker)}`,
  none: () => 'Not chosen yet',
};

function summary() {
  const { origin, people } = house;
  const lines = [['Devices from', ORIGINS[origin.kind](origin)]];
  if (origin.kind !== 'join') {
    const zones = house.block.partitions?.[0]?.zones;
    const devices = zones ? new Set(zones.map(({ device }) => device)).size : guards().length;
    const names = people.filter(({ credentials }) => credentials.some(({ duress }) => !duress)).map(({ name }) => name);
    lines.push(['In the alarm', `${devices} ${devices === 1 ? 'device' : 'devices'}`]);
    lines.push(['May disarm with a code', names.join(', ') || 'Nobody yet. Apple Home can disarm without one.']);
  }
  return lines.flatMap(([term, text]) => [element('dt', { text: term }), element('dd', { text })]);
}

function drawNext(isJustSaved) {
  part('done-title').textContent = isJustSaved ? 'Saved' : 'All set';
  part('done-lead').textContent = isJustSaved
    ? 'Restart Homebridge, and Nightlatch begins to guard your house.'
    : 'Save, and Nightlatch begins to guard your house when Homebridge restarts.';
  const hasBridge = Object.hasOwn(house.block, '_bridge');
  part('next').replaceChildren(
    ...(hasBridge ? [] : [childBridge()]),
    next('Restart Homebridge', 'With the power button in Homebridge’s menu.'),
    next(
      'Add it to Apple Home',
      hasBridge
        ? 'In the Home app press +, Add Accessory, and scan the code that the menu ⋮ shows under Child Bridge Config.'
        : 'In the Home app press +, Add Accessory, and scan the code that Child Bridge Config shows after the restart. Without a child bridge, Nightlatch appears in the Homebridge that you have paired.',
    ),
    next('Arm it once', 'Arm away, wait for the exit delay, open a door, and disarm within the entry delay.'),
  );
}

function childBridge() {
  return next(
    'Let it run as a child bridge',
    'Save and close this window. On the Plugins page open Nightlatch’s menu ⋮, choose Child Bridge Config, switch on Use Child Bridge and save. Then no other plugin can hold up or stop the alarm.',
    'Recommended',
  );
}

function next(title, words, badge) {
  const head = element('b', { text: title });
  if (badge) head.append(element('span.nl-badge', { text: badge }));
  return element('li', {}, head, element('small', { text: words }));
}
