import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';

RED.nodes.registerType('nightlatch-get', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-search',
  inputs: 1,
  outputs: 1,
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    what: { value: 'home', required: true },
    partition: { value: '' },
    partitionName: { value: '' },
    zone: {
      value: '',
      validate(value: string) {
        return (this as unknown as { what: string }).what !== 'zone' || value !== '';
      },
    },
    zoneName: { value: '' },
    device: {
      value: '',
      validate(value: string) {
        return (this as unknown as { what: string }).what !== 'device' || value !== '';
      },
    },
    deviceName: { value: '' },
    attribute: { value: '' },
    keepPayload: { value: false },
  },
  paletteLabel: 'security get',
  label: labelOf('security get'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch.port.ask');
  },
  outputLabels() {
    return this._('nightlatch-get.port.told');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, {
      partition: true,
      zone: true,
      attributes: (device) => device.attributes,
    });
    const what = $('#node-input-what');
    const show = (): void => {
      for (const each of ['alarm', 'zone', 'device']) $(`.nightlatch-what-${each}`).toggle(what.val() === each);
    };
    what.on('change', show);
    show();
  },
});
