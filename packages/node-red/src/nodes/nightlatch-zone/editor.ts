import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';

RED.nodes.registerType('nightlatch-zone', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-dot-circle-o',
  inputs: 1,
  outputs: 2,
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    zone: { value: '', required: true },
    zoneName: { value: '' },
    initial: { value: true },
    own: { value: true },
  },
  paletteLabel: 'zone',
  label() {
    return this.name || (this as unknown as { zoneName: string }).zoneName || 'zone';
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  inputLabels() {
    return this._('nightlatch-zone.port.command');
  },
  outputLabels(index: number) {
    return this._(['nightlatch-zone.port.state', 'nightlatch.port.refused'][index] ?? '');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { zone: true });
  },
});
