/** The dependency table of the house: what each room may import, beside its own files. `node` stands for Node's modules. */
export interface Room {
  readonly mayImport: readonly string[];
  /** A shell is a host's glue: nothing imports it. */
  readonly isShell?: boolean;
  /** What the host itself brings, and forbids its plugins to declare. */
  readonly hostBrings?: readonly string[];
}

const CORE = ['@nightlatch/model', '@nightlatch/state', 'rxjs'];

export const ROOMS: Readonly<Record<string, Room>> = {
  model: { mayImport: [] },
  alarm: { mayImport: ['@nightlatch/model'] },
  state: { mayImport: ['@nightlatch/model', 'rxjs'] },
  link: { mayImport: [...CORE, 'node', 'mqtt', 'mqtt-packet', 'aedes', 'aedes-server-factory'] },
  hub: {
    mayImport: ['@nightlatch/model', '@nightlatch/alarm', '@nightlatch/state', '@nightlatch/link/host', 'node'],
  },
  testing: { mayImport: [...CORE, '@nightlatch/alarm', 'werift', 'node'] },
  'source-zigbee2mqtt': { mayImport: ['@nightlatch/model', 'mqtt', 'zod', 'node'] },
  'source-simulator': { mayImport: ['@nightlatch/model', 'zod', 'node'] },
  notify: { mayImport: ['@nightlatch/model', 'mqtt', 'zod', 'node'] },
  'bridge-homekit': { mayImport: [...CORE, 'zod', '@homebridge/hap-nodejs', 'node'] },
  'bridge-matter': { mayImport: [...CORE, 'zod', '@matter/main', '@matter/general', '@matter/nodejs', 'node'] },
  assembly: {
    mayImport: [
      ...CORE,
      '@nightlatch/alarm',
      '@nightlatch/hub',
      '@nightlatch/link/host',
      '@nightlatch/link/client',
      '@nightlatch/source-zigbee2mqtt',
      '@nightlatch/source-simulator',
      '@nightlatch/notify',
      '@nightlatch/bridge-homekit',
      '@nightlatch/bridge-matter',
      '@nightlatch/bridge-matter/server',
      'mqtt-packet',
      'yaml',
      'zod',
      'node',
    ],
  },
  'homebridge-nightlatch': {
    mayImport: [
      '@nightlatch/model',
      '@nightlatch/assembly',
      '@nightlatch/bridge-homekit',
      '@nightlatch/bridge-matter',
      'homebridge',
      '@homebridge/plugin-ui-utils',
      'node',
    ],
    isShell: true,
  },
  'matterbridge-nightlatch': {
    mayImport: ['@nightlatch/model', '@nightlatch/assembly', '@nightlatch/bridge-matter', 'matterbridge', 'node'],
    isShell: true,
    hostBrings: ['matterbridge'],
  },
  nightlatch: {
    mayImport: [
      '@nightlatch/model',
      '@nightlatch/alarm',
      '@nightlatch/assembly',
      '@nightlatch/hub',
      '@nightlatch/source-simulator',
      '@nightlatch/bridge-matter/server',
      'commander',
      'qrcode-terminal',
      'node',
    ],
    isShell: true,
  },
  'node-red': {
    mayImport: ['@nightlatch/model', '@nightlatch/assembly', '@nightlatch/link/client', 'node-red', 'node'],
    isShell: true,
  },
};
