import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';
import type { Askable } from '../../editor/typed-input.ts';
import { isTypedInput } from '../../editor/typed-input.ts';
import type { ThingDevice } from '../../editor/things.ts';

function attributes(device: ThingDevice): readonly string[] {
  return device.attributes.filter((key) => key === 'lock' || key.startsWith('lock@'));
}

const ASKABLE: Askable = { words: ['lock', 'unlock'], values: ['bool'] };

RED.nodes.registerType('nightlatch-lock', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-lock',
  inputs: 1,
  outputs: 2,
  defaults: {
    version: { value: 2 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    input: { value: 'payload', validate: isTypedInput },
    inputType: { value: 'msg' },
    device: { value: '', required: true },
    deviceName: { value: '' },
    attribute: { value: 'lock', required: true },
    initial: { value: true },
    own: { value: true },
  },
  paletteLabel: 'lock',
  label: labelOf('lock', 'deviceName'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch-lock.port.command');
  },
  outputLabels(index: number) {
    return this._(index === 0 ? 'nightlatch-lock.port.state' : 'nightlatch.port.refused');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { attributes, asked: ASKABLE });
  },
});
