import { ask } from './ask.js';
import { announce, element, part } from './element.js';
import { guards, house, onDevices, watchDevices } from './house.js';

/** How often each device had been heard and moved when the test began; undefined while none runs. */
let before;

/** The fourth step: every sensor is tried once. */
export const tryIt = {
  id: 'try',
  async enter() {
    await watchDevices();
    drawAll();
  },
  async leave() {
    before = undefined;
  },
};

/** Prepares what stands still. */
export function prepareTry() {
  part('test-button').addEventListener('click', () => {
    before = before ? undefined : new Map(guards().map(({ id, heard, moved }) => [id, { heard, moved }]));
    drawAll();
    announce(before ? 'The test runs.' : 'The test has ended.');
  });
  onDevices((ids) => {
    if (part('try').hidden) return;
    const tried = triedNames();
    for (const id of ids) draw(id);
    drawHead();
    const fresh = triedNames().filter((name) => !tried.includes(name));
    if (before && fresh.length > 0) announce(`${fresh.join(', ')} reported. ${part('test-count').textContent}`);
  });
}

const byName = () => guards().sort((a, b) => a.name.localeCompare(b.name));
const isTried = ({ id, moved }) => before !== undefined && moved > (before.get(id)?.moved ?? 0);
const isHeard = ({ id, heard }) => before !== undefined && heard > (before.get(id)?.heard ?? 0);
const announced = new Set();
const triedNames = () => [...announced];

function drawAll() {
  announced.clear();
  const tiles = byName().map(tile);
  part('tiles').replaceChildren(...tiles);
  part('test-button').textContent = before ? 'End test' : 'Start test';
  drawHead();
}

function draw(id) {
  const row = house.rows.get(id);
  const old = document.querySelector(`[data-tile="${CSS.escape(id)}"]`);
  if (!row || !old) return drawAll();
  const had = document.activeElement?.dataset.pretend === id;
  old.replaceWith(tile(row));
  if (had) document.querySelector(`[data-pretend="${CSS.escape(id)}"]`)?.focus();
}

function drawHead() {
  const rows = byName();
  const missing = rows.filter((row) => !isTried(row));
  part('test-count').textContent = before
    ? `${rows.length - missing.length} of ${rows.length} tried`
    : `${rows.length} sensors to try`;
  part('unheard').hidden = !before || missing.length === 0;
  part('unheard').textContent =
    `Not tried yet: ${missing.map(({ name }) => name).join(', ')}. Open it, walk past it, or press its test button. One that stays dark may need a battery.`;
  part('tiles').classList.toggle('is-running', before !== undefined);
}

function tile(row) {
  const tried = isTried(row);
  if (tried) announced.add(row.name);
  const state = tried ? 'tried' : isHeard(row) ? 'heard' : 'waiting';
  const now = row.isAvailable === false ? 'Out of reach' : row.values.map(({ text }) => text).join(' · ') || 'Ready';
  const isLit = row.values.some(({ state }) => state === 'active');
  const pretend = house.isSimulated
    ? element('button.nl-link.nl-pretend', {
        type: 'button',
        text: 'Pretend',
        'data-pretend': row.id,
        'aria-label': `Pretend that ${row.name} is tripped`,
        onclick: () => void ask('/pretend', { device: row.id }),
      })
    : undefined;
  return element(
    `li.nl-tile.is-${state}${isLit ? '.is-lit' : ''}`,
    { 'data-tile': row.id, 'data-state': state },
    element('i.nl-lamp', { 'aria-hidden': 'true' }),
    element('span', {}, element('b', { text: row.name }), element('small', { text: now }), pretend),
    tried ? element('span.nl-tick', { role: 'img', 'aria-label': 'tried', text: '✓' }) : undefined,
  );
}
