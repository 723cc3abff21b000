import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JoiningOptions } from './child-part.ts';
import { ChildPart, locate } from './child-part.ts';
import { freePort } from './free-port.ts';
import { HOMEBRIDGE_CLIENT, HOME_ID } from './hub-part.ts';
import type { BridgeIdentity } from './identity.ts';

const FIRST_PORT = 51_826;

/** A real Homebridge with the plugin, in a process of its own, which joins the hub over MQTT. */
export function homebridgePart(options: JoiningOptions & { readonly identity: BridgeIdentity }): ChildPart {
  const { folder, identity, link, onEnd } = options;
  return new ChildPart({
    name: 'Homebridge',
    onEnd,
    prepare: async () => {
      const { program, plugin } = locate('Homebridge and its plugin', (resolve) => ({
        program: join(dirname(resolve('homebridge')), '..', 'bin', 'homebridge.js'),
        plugin: join(dirname(resolve('homebridge-nightlatch')), '..'),
      }));
      const port = await freePort(FIRST_PORT);
      const { broker, password } = link();
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'config.json'), JSON.stringify(configFor(identity, port, broker), undefined, 2));
      return {
        args: [program, '-U', folder, '-P', plugin, '--strict-plugin-resolution', '-Q'],
        env: { NIGHTLATCH_SECRET_HOMEBRIDGE: password },
        readyLine: / is running on port \d+/,
        log: join(folder, 'homebridge.log'),
        address: `port ${port}`,
      };
    },
  });
}

function configFor({ username, pin, setupId }: BridgeIdentity, port: number, broker: string): object {
  return {
    bridge: { name: `Nightlatch ${setupId}`, username, port, pin, setupID: setupId, advertiser: 'ciao' },
    accessories: [],
    platforms: [
      {
        platform: 'Nightlatch',
        name: 'Nightlatch',
        home: { id: HOME_ID, name: 'Demonstration' },
        link: {
          role: 'join',
          broker,
          client: HOMEBRIDGE_CLIENT,
          username: HOMEBRIDGE_CLIENT,
          password: { secret: 'homebridge' },
        },
      },
    ],
  };
}
