import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';
import type { Askable } from '../../editor/typed-input.ts';
import { isTypedInput } from '../../editor/typed-input.ts';

const ASKABLE: Askable = { words: ['bypass', 'bypass-until-closed', 'restore'], values: ['bool'] };

RED.nodes.registerType('nightlatch-zone', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-dot-circle-o',
  inputs: 1,
  outputs: 2,
  defaults: {
    version: { value: 2 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    input: { value: 'payload', validate: isTypedInput },
    inputType: { value: 'msg' },
    zone: { value: '', required: true },
    zoneName: { value: '' },
    initial: { value: true },
    own: { value: true },
  },
  paletteLabel: 'zone',
  label: labelOf('zone', 'zoneName'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch-zone.port.command');
  },
  outputLabels(index: number) {
    return this._(['nightlatch-zone.port.state', 'nightlatch.port.refused'][index] ?? '');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { zone: true, asked: ASKABLE });
  },
});
