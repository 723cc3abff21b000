import { demand } from '../../editor/demand.ts';
import { labelOf, nameStyle } from '../../editor/labels.ts';
import { preparePickers } from '../../editor/prepare.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';
import type { Askable } from '../../editor/typed-input.ts';
import { isTypedInput } from '../../editor/typed-input.ts';
import { DEVICE_KINDS } from '../../devices/device-kinds.ts';

/** Kinds that are no attribute, and are named here. */
const EVENT_KINDS = ['chime', 'doorbell', 'button', 'panic'];

/** `Garden gate` → `garden-gate`. */
function slug(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64);
}

const isKey = demand((value) => /^[a-z0-9][\w.-]{0,63}$/.test(value), 'key');
const ASKABLE: Askable = {
  words: ['open', 'closed', 'on', 'off', 'locked', 'unlocked', 'unknown'],
  values: ['bool', 'num'],
};

RED.nodes.registerType('nightlatch-device', {
  category: 'home security',
  color: '#A9C4D9',
  icon: 'font-awesome/fa-cube',
  inputs: 1,
  outputs: 1,
  defaults: {
    version: { value: 2 },
    name: { value: '', required: true },
    home: { value: '', type: 'nightlatch-home', required: true },
    input: { value: 'payload', validate: isTypedInput },
    inputType: { value: 'msg' },
    kind: { value: 'contact', required: true },
    room: { value: '' },
    key: { value: '', required: true, validate: isKey },
  },
  paletteLabel: 'virtual device',
  label: labelOf('virtual device'),
  labelStyle: nameStyle,
  inputLabels() {
    return this._('nightlatch-device.port.value');
  },
  outputLabels() {
    return this._('nightlatch-device.port.command');
  },
  oneditprepare() {
    const node = this as unknown as Edited<{ kind: string; key: string }>;
    preparePickers(node, { asked: ASKABLE });
    const select = $('#node-input-kind');
    for (const kind of Object.keys(DEVICE_KINDS)) {
      const names = node._(
        EVENT_KINDS.includes(kind) ? `nightlatch-device.kind.${kind}` : `nightlatch.attribute.${kind}`,
      );
      $('<option>').val(kind).text(names).appendTo(select);
    }
    select.val(node.kind);
    /* The key is made from the first name, and then never changes by itself: others know the device by it. */
    const isNew = node.key === '';
    $('#node-input-name').on('input', function () {
      if (isNew)
        $('#node-input-key')
          .val(slug(String($(this).val())))
          .trigger('change');
    });
  },
});
