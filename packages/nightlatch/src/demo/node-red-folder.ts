import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME_ID, NODE_RED_CLIENT } from './hub-part.ts';

export interface NodeRedFolder {
  readonly folder: string;
  /** The folder of the palette, with its examples. */
  readonly palette: string;
  readonly port: number;
  readonly broker: string;
  readonly password: string;
}

type FlowNode = Readonly<Record<string, unknown>>;

const HOME_TYPE = 'nightlatch-home';

/**
 * Writes what Node-RED needs into its folder: the example flows where there are none yet, the way to the hub anew at each
 * start. What people have changed in the flows stays.
 *
 * @returns The file of its settings.
 */
export function writeNodeRedFolder({ folder, palette, port, broker, password }: NodeRedFolder): string {
  linkPalette(folder, palette);
  const file = join(folder, 'flows.json');
  const flows = existsSync(file) ? readFlows(file) : exampleFlows(join(palette, 'examples'));
  const joined = flows.map((node) =>
    node['type'] === HOME_TYPE ? { ...node, role: 'join', broker, home: HOME_ID, client: NODE_RED_CLIENT } : node,
  );
  writeFileSync(file, JSON.stringify(joined, undefined, 2));
  writeCredentials(join(folder, 'flows_cred.json'), joined, password);
  const settings = join(folder, 'settings.cjs');
  writeFileSync(settings, `module.exports = ${JSON.stringify(settingsFor(port), undefined, 2)};\n`);
  return settings;
}

/** On loopback, and without calls to the outside. */
function settingsFor(port: number): object {
  return {
    uiHost: '127.0.0.1',
    uiPort: port,
    flowFile: 'flows.json',
    /* The one secret is made up anew at each start, and the file is for its owner only. */
    credentialSecret: false,
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, palette: { catalogues: [] }, projects: { enabled: false } },
    externalModules: { palette: { allowInstall: false } },
  };
}

function linkPalette(folder: string, palette: string): void {
  const scope = join(folder, 'node_modules', '@nightlatch');
  mkdirSync(scope, { recursive: true });
  const link = join(scope, 'node-red');
  rmSync(link, { force: true, recursive: true });
  symlinkSync(palette, link, 'junction');
  const manifest = { private: true, dependencies: { '@nightlatch/node-red': '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}

/**
 * The buttons of the examples that say how a device made in a flow stands. A real device says so itself; in the
 * demonstration they are pressed at each start, for a zone that nobody has heard of refuses arming.
 */
const PRESSED_AT_START: readonly unknown[] = ['gate.close', 'gate.state'];

/** All examples, each on its tab, around one home. */
function exampleFlows(folder: string): FlowNode[] {
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => readFlows(join(folder, file)));
  const own = [...new Map(all.map((node) => [node['id'], node])).values()];
  return own.map((node) => (PRESSED_AT_START.includes(node['id']) ? { ...node, once: true } : node));
}

function readFlows(file: string): FlowNode[] {
  return JSON.parse(readFileSync(file, 'utf8')) as FlowNode[];
}

function writeCredentials(file: string, flows: readonly FlowNode[], password: string): void {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  const homes = flows.filter((node) => node['type'] === HOME_TYPE).map(({ id }) => [String(id), { password }] as const);
  writeFileSync(file, JSON.stringify({ ...kept, ...Object.fromEntries(homes) }), { mode: 0o600 });
}
