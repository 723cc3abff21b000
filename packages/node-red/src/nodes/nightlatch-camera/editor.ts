import { demand } from '../../editor/demand.ts';
import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';

const isNumber = demand((value) => value !== '' && Number(value) >= 0, 'number');

RED.nodes.registerType('nightlatch-camera', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-video-camera',
  inputs: 1,
  outputs: 2,
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    device: { value: '', required: true },
    deviceName: { value: '' },
    what: { value: 'snapshot', required: true },
    width: { value: 0, validate: isNumber },
    before: { value: 5, validate: isNumber },
    after: { value: 5, validate: isNumber },
  },
  paletteLabel: 'camera',
  label: labelOf('camera', 'deviceName'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch-camera.port.ask');
  },
  outputLabels(index: number) {
    return this._(index === 0 ? 'nightlatch-camera.port.picture' : 'nightlatch.port.refused');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { devices: ({ hasCamera }) => hasCamera === true });
    const what = $('#node-input-what');
    const show = (): void => {
      for (const each of ['snapshot', 'clip']) $(`.nightlatch-what-${each}`).toggle(what.val() === each);
    };
    what.on('change', show);
    show();
  },
});
