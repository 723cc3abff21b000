import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';
import type { Askable } from '../../editor/typed-input.ts';
import { isTypedInput } from '../../editor/typed-input.ts';
import type { ThingDevice } from '../../editor/things.ts';

/** What can only chime is offered as well: it has no attribute to choose. */
function isOffered({ attributes, abilities }: ThingDevice): boolean {
  return attributes.includes('siren') || abilities.includes('chime');
}

const ASKABLE: Askable = { words: ['on', 'off', 'chime'], values: ['bool', 'num'] };

RED.nodes.registerType('nightlatch-siren', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-bullhorn',
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
    attribute: { value: 'siren' },
    initial: { value: true },
    own: { value: true },
  },
  paletteLabel: 'siren, chime',
  label: labelOf('siren', 'deviceName'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch-siren.port.command');
  },
  outputLabels(index: number) {
    return this._(['nightlatch-siren.port.state', 'nightlatch.port.refused'][index] ?? '');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { devices: isOffered, asked: ASKABLE });
  },
});
