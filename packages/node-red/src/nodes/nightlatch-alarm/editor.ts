import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';
import type { Askable } from '../../editor/typed-input.ts';
import { isTypedInput } from '../../editor/typed-input.ts';

const ASKABLE: Askable = {
  words: ['off', 'silence', 'acknowledge', 'panic', 'test', 'test-over'],
  live: ({ partitions }) => partitions.flatMap(({ modes }) => modes),
};

RED.nodes.registerType('nightlatch-alarm', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-shield',
  inputs: 1,
  outputs: 2,
  defaults: {
    version: { value: 2 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    input: { value: 'payload', validate: isTypedInput },
    inputType: { value: 'msg' },
    partition: { value: '' },
    partitionName: { value: '' },
    initial: { value: true },
    own: { value: true },
  },
  paletteLabel: 'alarm',
  label: labelOf('alarm'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch-alarm.port.command');
  },
  outputLabels(index: number) {
    return this._(index === 0 ? 'nightlatch-alarm.port.state' : 'nightlatch.port.refused');
  },
  oneditprepare() {
    preparePickers(this as unknown as Edited, { partition: true, asked: ASKABLE });
  },
});
