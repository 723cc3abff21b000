import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';

RED.nodes.registerType('nightlatch-doorbell', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-bell',
  inputs: 0,
  outputs: 2,
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    device: { value: '', required: true },
    deviceName: { value: '' },
  },
  paletteLabel: 'doorbell',
  label() {
    return this.name || (this as unknown as { deviceName: string }).deviceName || 'doorbell';
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : '';
  },
  outputLabels(index: number) {
    return this._(['nightlatch-doorbell.port.rang', 'nightlatch-doorbell.port.motion'][index] ?? '');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { devices: ({ events }) => events.includes('ring') });
  },
});
