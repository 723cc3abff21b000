import { nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';
import { EVENT_WORDS } from '../../messages/event-words.ts';

interface EventFields {
  events: string[];
}

RED.nodes.registerType('nightlatch-event', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-bolt',
  inputs: 0,
  outputs: 1,
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    home: { value: '', type: 'nightlatch-home', required: true },
    partition: { value: '' },
    partitionName: { value: '' },
    events: { value: ['alarm'] },
    own: { value: true },
  },
  paletteLabel: 'alarm event',
  label() {
    const { events } = this as unknown as EventFields;
    return this.name || (events.length > 0 && events.length < 3 ? events.join(', ') : 'alarm event');
  },
  labelStyle: nameStyle,
  outputLabels() {
    return this._('nightlatch-event.port.event');
  },
  oneditprepare() {
    const node = this as unknown as Edited<EventFields>;
    preparePickers(node, { partition: true });
    for (const word of EVENT_WORDS) {
      const box = $('<input type="checkbox">').css({ width: 'auto', margin: '0 6px 3px 0' });
      box.val(word).prop('checked', node.events.includes(word));
      const label = $('<label>').css({ width: 'auto', margin: 0 }).append(box);
      label.append($('<span>').text(node._(`nightlatch-event.event.${word}`))).appendTo('#nightlatch-event-words');
    }
  },
  oneditsave() {
    const checked = $('#nightlatch-event-words input:checked').toArray();
    (this as unknown as EventFields).events = checked.map((box) => String($(box).val()));
  },
});
