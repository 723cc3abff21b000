import type { Choice } from './pick.ts';
import { fillPicker } from './pick.ts';
import type { Edited } from './red.ts';
import { eachConfig } from './red.ts';
import type { ThingDevice, Things } from './things.ts';
import { fetchThings } from './things.ts';
import type { Askable } from './typed-input.ts';
import { offerLive, prepareTypedInput } from './typed-input.ts';

interface PickingNode {
  readonly home?: string;
  readonly device?: string;
  readonly deviceName?: string;
  readonly attribute?: string;
  readonly partition?: string;
  readonly partitionName?: string;
  readonly zone?: string;
  readonly zoneName?: string;
  readonly initial?: boolean;
  readonly own?: boolean;
}

export interface Pickers {
  /** The attributes of a device that may be picked; a device without any is not offered. */
  readonly attributes?: (device: ThingDevice) => readonly string[];
  /** The devices that may be picked where no attribute is. */
  readonly devices?: (device: ThingDevice) => boolean;
  /** The field offers the home's partitions. */
  readonly partition?: boolean;
  /** The field offers the zones of the alarm. */
  readonly zone?: boolean;
  /** The field for a mode suggests those of the home. */
  readonly modes?: boolean;
  /** The typed input offers what the node can be asked. */
  readonly asked?: Askable;
}

/** Fills the pickers of a node from its home, each time the home is chosen, and says in the tip what is in the way. */
export function preparePickers(node: Edited<PickingNode>, pickers: Pickers): void {
  preselectHome(node);
  tickWhatIsUsual(node);
  if (pickers.asked) prepareTypedInput(node, pickers.asked);
  const home = $('#node-input-home');
  const show = async (): Promise<void> => {
    const asked = String(home.val());
    const things = await fetchThings(asked);
    if (String(home.val()) === asked) fill(node, pickers, things);
  };
  home.on('change', () => void show());
  void show();
}

/** A new node takes the home that there is: the editor itself leaves it open. */
function preselectHome(node: Edited<PickingNode>): void {
  const homes: string[] = [];
  eachConfig((config) => {
    if (config.type === 'nightlatch-home') homes.push(config.id);
    return true;
  });
  if (!node.home && homes.length === 1) $('#node-input-home').val(homes[0] as string);
}

/** A node that was typed by hand may lack what is on by default; the runtime takes it for on, and so must we. */
function tickWhatIsUsual(node: Edited<PickingNode>): void {
  for (const key of ['initial', 'own'] as const) {
    if (node[key] === undefined) $(`#node-input-${key}`).prop('checked', true);
  }
}

function fill(node: Edited<PickingNode>, pickers: Pickers, things: Things): void {
  const isKnown = things.link === 'online';
  const texts = { gone: node._('nightlatch.picker.gone'), none: node._('nightlatch.picker.none') };
  const tips = tipsOf(node, things);
  if (pickers.modes) suggestModes(things);
  if (pickers.asked?.live) offerLive(node, pickers.asked, things);
  if (pickers.partition) {
    const chosen = { id: node.partition ?? '', label: node.partitionName ?? '' };
    const choices = things.partitions.map(({ id, name }) => ({ id, label: name }));
    const any = { ...texts, none: node._('nightlatch.picker.onlyPartition') };
    const select = $('#node-input-partition');
    if (fillPicker(select, choices, { chosen, isKnown, texts: any })) tips.push(node._('nightlatch.tip.gone'));
    keepLabel(select, $('#node-input-partitionName'), choices);
  }
  if (pickers.zone) {
    const chosen = { id: node.zone ?? '', label: node.zoneName ?? '' };
    const choices = things.zones.map(({ id, name }) => ({ id, label: name }));
    const select = $('#node-input-zone');
    if (fillPicker(select, choices, { chosen, isKnown, texts })) tips.push(node._('nightlatch.tip.gone'));
    keepLabel(select, $('#node-input-zoneName'), choices);
  }
  if (pickers.attributes ?? pickers.devices) {
    const choices = things.devices.filter((device) => isOffered(device, pickers)).map(deviceChoice);
    const chosen = { id: node.device ?? '', label: node.deviceName ?? '' };
    const select = $('#node-input-device');
    if (fillPicker(select, choices, { chosen, isKnown, texts })) tips.push(node._('nightlatch.tip.gone'));
    keepLabel(select, $('#node-input-deviceName'), choices);
    if (pickers.attributes) prepareAttribute(node, things, pickers.attributes);
  }
  $('.nightlatch-tip')
    .toggle(tips.length > 0)
    .text(tips.join(' '));
}

function suggestModes({ partitions }: Things): void {
  const modes = new Set(partitions.flatMap((partition) => partition.modes));
  $('#nightlatch-modes')
    .empty()
    .append([...modes].map((mode) => $('<option>').val(mode)));
}

function tipsOf(node: Edited<PickingNode>, { isMissing, problem, link }: Things): string[] {
  if (isMissing) return [node._('nightlatch.tip.deployFirst')];
  if (problem !== undefined) return [problem];
  return link === 'online' ? [] : [node._('nightlatch.tip.lost')];
}

function isOffered(device: ThingDevice, { attributes, devices }: Pickers): boolean {
  return attributes ? attributes(device).length > 0 : (devices?.(device) ?? false);
}

function deviceChoice({ id, name, room }: ThingDevice): Choice {
  return { id, label: name, ...(room === undefined ? {} : { group: room }) };
}

/** The label is saved beside the id, so that what has vanished can still be called by its name. */
function keepLabel(select: JQuery, label: JQuery, choices: readonly Choice[]): void {
  select.off('change.nightlatch').on('change.nightlatch', () => {
    const choice = choices.find(({ id }) => id === select.val());
    if (choice) label.val(choice.label);
  });
  const present = choices.find(({ id }) => id === select.val());
  if (present) label.val(present.label);
}

/** Offers the attributes of the picked device; the row is hidden where there is nothing to choose. */
function prepareAttribute(
  node: Edited<PickingNode>,
  things: Things,
  attributes: (device: ThingDevice) => readonly string[],
): void {
  const select = $('#node-input-attribute');
  const offer = (): void => {
    const device = things.devices.find(({ id }) => id === $('#node-input-device').val());
    const keys = device ? attributes(device) : [node.attribute ?? ''].filter((key) => key !== '');
    select.empty();
    for (const key of keys) $('<option>').val(key).text(attributeLabel(node, key)).appendTo(select);
    if (node.attribute && keys.includes(node.attribute)) select.val(node.attribute);
    $('.nightlatch-attribute').toggle(keys.length > 1);
  };
  $('#node-input-device').off('change.attribute').on('change.attribute', offer);
  offer();
}

/** `contact@left` → `Contact (left)`. */
function attributeLabel(node: Edited<PickingNode>, key: string): string {
  const [name = key, part] = key.split('@');
  const label = node._(`nightlatch.attribute.${name}`);
  return part === undefined ? label : `${label} (${part})`;
}
