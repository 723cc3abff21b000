import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROGRAM = fileURLToPath(new URL('definitions.cjs', import.meta.url));
const LARGEST_OUTPUT = 256 * 1024 * 1024;

/** One device definition of zigbee-herdsman-converters. */
export interface Definition {
  readonly model: string;
  readonly vendor: string;
  readonly description: string;
  /** Its exposes depend on the device at hand; these are those of a device that has nothing. */
  readonly isComputed: boolean;
  readonly exposes: readonly unknown[];
}

/** What Zigbee2MQTT keeps of one device, but for its addresses. */
export interface StoredDevice {
  readonly model: string;
  readonly vendor: string;
  readonly device: Readonly<Record<string, unknown>> & {
    readonly modelId?: string;
    readonly epList: readonly number[];
    readonly endpoints: Readonly<Record<string, unknown>>;
  };
}

/** Lists every definition with what its devices expose. */
export function listDefinitions(): Promise<readonly Definition[]> {
  return run<Definition>(['exposes']);
}

/** Lists a device of each of these models, or of every definition. */
export function listDevices(models: readonly string[] = []): Promise<readonly StoredDevice[]> {
  return run<StoredDevice>(['devices', ...models]);
}

async function run<T>(args: readonly string[]): Promise<readonly T[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...args], { maxBuffer: LARGEST_OUTPUT });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
