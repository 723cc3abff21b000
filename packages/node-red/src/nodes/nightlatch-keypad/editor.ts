import { demand } from '../../editor/demand.ts';
import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';

const isLength = demand((value) => /^(\d|1[0-2])$/.test(value), 'digits');
const isMode = demand(function isMode(this: object, value: string) {
  return (this as { action: string }).action === 'disarm' || value.trim() !== '';
}, 'mode');

RED.nodes.registerType('nightlatch-keypad', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-th',
  inputs: 1,
  outputs: 2,
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    partition: { value: '' },
    partitionName: { value: '' },
    action: { value: 'disarm', required: true },
    mode: { value: 'away', validate: isMode },
    digits: { value: 0, validate: isLength },
  },
  paletteLabel: 'keypad',
  label: labelOf('keypad'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch-keypad.port.keys');
  },
  outputLabels(index: number) {
    return this._(['nightlatch-keypad.port.accepted', 'nightlatch-keypad.port.denied'][index] ?? '');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { partition: true, modes: true });
    const action = $('#node-input-action');
    const show = (): void => void $('.nightlatch-mode').toggle(action.val() !== 'disarm');
    action.on('change', show);
    show();
  },
});
