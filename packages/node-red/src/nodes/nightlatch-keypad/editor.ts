import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';

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
    mode: { value: 'away' },
    digits: {
      value: 0,
      validate: (value: number | string) =>
        Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= 12,
    },
  },
  paletteLabel: 'keypad',
  label() {
    return this.name || 'keypad';
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return this._('nightlatch-keypad.port.keys');
  },
  outputLabels(index: number) {
    return this._(['nightlatch-keypad.port.accepted', 'nightlatch-keypad.port.denied'][index] ?? '');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { partition: true });
    const action = $('#node-input-action');
    const show = (): void => void $('.nightlatch-mode').toggle(action.val() !== 'disarm');
    action.on('change', show);
    show();
  },
});
