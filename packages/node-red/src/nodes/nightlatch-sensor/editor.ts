import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';
import type { ThingDevice } from '../../editor/things.ts';

/** What has a node of its own. */
const ELSEWHERE = ['lock', 'siren'];

function attributes(device: ThingDevice): readonly string[] {
  return device.attributes.filter((key) => !ELSEWHERE.includes(key.split('@')[0] ?? key));
}

RED.nodes.registerType('nightlatch-sensor', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-eye',
  inputs: 1,
  outputs: 1,
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    device: { value: '', required: true },
    deviceName: { value: '' },
    attribute: { value: 'contact', required: true },
    initial: { value: true },
    own: { value: true },
  },
  paletteLabel: 'sensor',
  label: labelOf('sensor', 'deviceName'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch.port.ask');
  },
  outputLabels() {
    return this._('nightlatch-sensor.port.value');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { attributes });
  },
});
