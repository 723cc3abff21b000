import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Hap from '@homebridge/hap-nodejs';

/** The HAP module, as Homebridge itself loads it: it is CommonJS. */
export const hap = createRequire(import.meta.url)('@homebridge/hap-nodejs') as typeof Hap;
/** Const enums of the declarations, as the plain objects that they are when the program runs. */
const { Categories, MDNSAdvertiser } = hap as unknown as {
  Categories: { BRIDGE: Hap.Categories };
  MDNSAdvertiser: { CIAO: Hap.MDNSAdvertiser };
};

/** A bare HAP bridge on this machine, without Homebridge. */
export interface HapServer {
  readonly bridge: Hap.Accessory;
  readonly port: number;
  readonly username: string;
  readonly pin: string;
  stop(): Promise<void>;
}

const PIN = '031-45-154';
let storage: Promise<string> | undefined;
let started = 0;

/** Publishes a bridge on a free port. Its storage is one folder for the process, removed when the last one stops. */
export async function startHapServer(): Promise<HapServer> {
  storage ??= mkdtemp(path.join(tmpdir(), 'nightlatch-hap-')).then((folder) => {
    hap.HAPStorage.setCustomStoragePath(folder);
    return folder;
  });
  const folder = await storage;
  started += 1;
  const number = (started & 0xff).toString(16).padStart(2, '0').toUpperCase();
  const username = `0F:11:22:33:44:${number}`;
  const bridge = new hap.Bridge(`Bare ${number}`, hap.uuid.generate(username));
  await bridge.publish({
    username,
    pincode: PIN,
    category: Categories.BRIDGE,
    port: 0,
    bind: 'lo',
    advertiser: MDNSAdvertiser.CIAO,
  });
  const [port] = (await once(bridge, 'listening')) as [number];
  return {
    bridge,
    port,
    username,
    pin: PIN,
    stop: async () => {
      // In this order: hap-nodejs looks at a changed bridge a second later, and throws where that falls into a destroy.
      await bridge.unpublish();
      await bridge.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
