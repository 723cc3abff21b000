import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';

const PORTS = ['rang', 'motion', 'picture'].map((name) => `nightlatch-doorbell.port.${name}`);

RED.nodes.registerType('nightlatch-doorbell', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-bell',
  inputs: 0,
  outputs: 3,
  defaults: {
    version: { value: 2 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    device: { value: '', required: true },
    deviceName: { value: '' },
    picture: { value: false },
    width: { value: 0, validate: (value: unknown) => value === undefined || (value !== '' && Number(value) >= 0) },
  },
  paletteLabel: 'doorbell',
  label: labelOf('doorbell', 'deviceName'),
  labelStyle: nameStyle,
  outputLabels(index: number) {
    return this._(PORTS[index] ?? '');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { devices: ({ events }) => events.includes('ring') });
    const picture = $('#node-input-picture');
    const show = (): void => void $('.nightlatch-picture').toggle(picture.is(':checked'));
    picture.on('change', show);
    show();
    if (!$('#node-input-width').val()) $('#node-input-width').val('0');
  },
});
