import { demand } from '../../editor/demand.ts';
import { labelOf, nameStyle } from '../../editor/labels.ts';
import { editor as RED } from '../../editor/red.ts';

const isSeconds = demand((value) => value !== '' && Number(value) >= 0, 'seconds');

RED.nodes.registerType('nightlatch-presence', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-users',
  inputs: 1,
  outputs: 1,
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    people: { value: '' },
    grace: { value: 120, validate: isSeconds },
  },
  paletteLabel: 'presence',
  label: labelOf('presence'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch-presence.port.person');
  },
  outputLabels() {
    return this._('nightlatch-presence.port.somebody');
  },
});
