import { demand } from '../../editor/demand.ts';
import { preparePeople } from '../../editor/people/people-part.ts';
import type { Edited } from '../../editor/red.ts';
import { editor as RED } from '../../editor/red.ts';

interface HomeFields {
  readonly role: string;
  readonly home: string;
  readonly configuration: string;
}

interface TextEditor {
  getValue(): string;
  destroy(): void;
}

/** Node-RED's own text editor, which its types do not know. */
const texts = RED.editor as unknown as { createEditor(options: object): TextEditor };

const SKETCH = `home: { id: home, name: Home }
# Share the home with Homebridge and others on this machine:
link: { role: host, port: 1885 }
sources:
  - { type: zigbee2mqtt, broker: mqtt://127.0.0.1:1883 }
users:
  - { name: Ana, code: { secret: ana-code }, can: [arm, disarm, bypass, silence] }
`;

let configuration: TextEditor | undefined;

function isJoining(node: object): boolean {
  return (node as HomeFields).role !== 'host';
}

/** Checks a field that only a home has whose hub runs elsewhere. */
function demandJoining(isFine: (value: string) => boolean, problem: string): ReturnType<typeof demand> {
  return demand(function isFineOrHost(this: object, value: string) {
    return !isJoining(this) || isFine(value);
  }, problem);
}

const isBroker = demandJoining((value) => /^mqtts?:\/\/[^\s@]+$/.test(value), 'broker');
const isHomeId = demandJoining((value) => value.trim() !== '', 'homeId');
const isClient = demandJoining((value) => /^[\w.-]{1,64}$/.test(value), 'client');

RED.nodes.registerType('nightlatch-home', {
  category: 'config',
  defaults: {
    version: { value: 1 },
    name: { value: '' },
    role: { value: 'join', required: true },
    broker: { value: 'mqtt://127.0.0.1:1885', validate: isBroker },
    home: { value: 'home', validate: isHomeId },
    client: { value: 'node-red', validate: isClient },
    ca: { value: '' },
    configuration: { value: '' },
  },
  credentials: { password: { type: 'password' }, secrets: { type: 'password' } },
  label() {
    return this.name || (isJoining(this) ? (this as unknown as HomeFields).home : 'nightlatch home');
  },
  oneditprepare() {
    const node = this as unknown as Edited<HomeFields>;
    $('#node-config-input-version').val(1);
    configuration = texts.createEditor({
      id: 'nightlatch-home-configuration',
      mode: 'ace/mode/yaml',
      value: node.configuration || SKETCH,
    });
    const role = $('#node-config-input-role');
    const people = document.getElementById('nightlatch-home-people');
    const say = (key: string, values?: object): string => node._(`nightlatch-home.people.${key}`, values);
    const show = (): void => {
      $('.nightlatch-join').toggle(role.val() !== 'host');
      $('.nightlatch-host').toggle(role.val() === 'host');
      if (role.val() === 'host' && people) void preparePeople(people, node.id, say);
    };
    role.on('change', show);
    show();
  },
  oneditsave() {
    const isHost = $('#node-config-input-role').val() === 'host';
    $('#node-config-input-configuration').val(isHost ? (configuration?.getValue() ?? '') : '');
    configuration?.destroy();
    configuration = undefined;
  },
  oneditcancel() {
    configuration?.destroy();
    configuration = undefined;
  },
});
