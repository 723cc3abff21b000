import { ask } from './ask.js';

/** What the page knows: the plugin's block of the configuration, where its devices come from, who has a code. */
export const house = {
  /** @type {object} */
  block: {},
  /** Blocks that Homebridge has beside the first; they are left as they are. */
  others: [],
  origin: { kind: 'none' },
  people: [],
  /** The partitions and modes that somebody may be let into. */
  choices: { partitions: [], modes: [] },
  /** Where a tag can be held to be learned: none before the hub has run. */
  readers: [],
  /** Devices by id, as the server draws them up. */
  rows: new Map(),
  troubles: [],
  isSimulated: false,
  /** The block whose devices are followed now. */
  watched: undefined,
  isSaved: true,
};

const listeners = new Set();

/** Calls back whenever devices change. @param {(ids: string[]) => void} listener */
export function onDevices(listener) {
  listeners.add(listener);
}

/** Reads the configuration that Homebridge has for the plugin. */
export async function openHouse() {
  const [block = {}, ...others] = await window.homebridge.getPluginConfig();
  house.block = block;
  house.others = others;
  for (const key of Object.keys(block)) keys.add(key);
  window.homebridge.addEventListener('devices', ({ data }) => takeNews(data));
  await refresh();
}

/** Reads anew what the block means. */
export async function refresh() {
  const { origin, people, choices, readers } = await ask('/open', { block: house.block });
  house.origin = origin;
  house.people = people;
  house.choices = choices;
  house.readers = readers;
}

/** Takes a changed block, and tells Homebridge's own Save button of it. */
export async function keepBlock(block) {
  if (JSON.stringify(block) === JSON.stringify(house.block)) return;
  house.block = block;
  house.isSaved = false;
  await tellHomebridge();
}

/** Writes the block into Homebridge's configuration. */
export async function saveBlock() {
  await tellHomebridge();
  await window.homebridge.savePluginConfig();
  house.isSaved = true;
}

/** Keys that the block has had: Homebridge keeps each until it is told that there is nothing in it. */
const keys = new Set();

async function tellHomebridge() {
  for (const key of Object.keys(house.block)) keys.add(key);
  const emptied = Object.fromEntries([...keys].map((key) => [key, undefined]));
  await window.homebridge.updatePluginConfig([{ ...emptied, ...house.block }, ...house.others]);
}

const watchKey = () => JSON.stringify([house.block.sources, house.block.devices]);

/** Takes a block with other names of the devices, which the server knows already. */
export async function keepNames(block) {
  await keepBlock(block);
  house.watched = watchKey();
}

/** Follows the devices of the block, unless they are followed already. */
export async function watchDevices() {
  const wanted = watchKey();
  if (house.watched === wanted) return;
  house.watched = wanted;
  house.rows.clear();
  try {
    const { isSimulated } = await ask('/watch', { block: house.block });
    house.isSimulated = isSimulated;
  } catch (error) {
    house.watched = undefined;
    throw error;
  }
}

/** The sensors that the alarm has: each device with at least one role. */
export function guards() {
  return [...house.rows.values()].filter(({ zones }) => zones.some(({ type }) => type !== undefined));
}

function takeNews({ rows, removed, troubles }) {
  for (const id of removed) house.rows.delete(id);
  for (const row of rows) house.rows.set(row.id, withChoices(row));
  house.troubles = troubles;
  for (const listener of listeners) listener([...removed, ...rows.map(({ id }) => id)]);
}

/** Keeps what was chosen on the page and is not in the block that the server follows. */
function withChoices(row) {
  const known = house.rows.get(row.id);
  const zones = row.zones.map((zone) => {
    const { isChosen, type, when } = known?.zones.find(({ signal }) => signal === zone.signal) ?? {};
    return isChosen ? { ...zone, isChosen, type, when, isProposal: false } : zone;
  });
  return { ...row, zones };
}
