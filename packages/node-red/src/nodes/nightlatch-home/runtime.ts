import { ConfigError } from '@nightlatch/model';
import type { Log } from '@nightlatch/model';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import { isProcessEnding } from '../../connection/ending.ts';
import { acquireHome, releaseHome } from '../../connection/home-registry.ts';
import type { HomeNodeConfig } from '../../connection/home-settings.ts';
import type { HomeCredentials } from '../../connection/read-home-settings.ts';
import { readHomeSettings } from '../../connection/read-home-settings.ts';
import { answer, messageOf } from '../../glue/answer.ts';
import type { HomeNode } from '../../glue/home-node.ts';
import { HOME_TYPE } from '../../glue/home-node.ts';
import { migrateFields } from '../../glue/migrate.ts';
import { servePeople } from '../../glue/serve-people.ts';
import { serveThings } from '../../glue/serve-things.ts';
import { homeBoard } from '../../sidebar/home-board.ts';
import { HOME_MIGRATIONS } from './migrations.ts';

/** Registers the home: a configuration node around a connection that outlives it. */
export default function register(RED: NodeAPI): void {
  isProcessEnding();
  function HomeConfiguration(this: Node<HomeCredentials>, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    try {
      const fields = migrateFields({ ...definition }, HOME_MIGRATIONS) as HomeNodeConfig;
      const settings = readHomeSettings(fields, this.credentials ?? {}, RED.settings.userDir ?? process.cwd());
      const shared = acquireHome(this.id, settings, logOf(this));
      (this as unknown as HomeNode).shared = shared;
      homeBoard.show(this.id, { name: this.name ?? '', home: shared });
      RED.events.once('flows:started', () => shared.devices.ready());
    } catch (error) {
      homeBoard.show(this.id, { name: this.name ?? '', problem: messageOf(error) });
      if (error instanceof ConfigError) for (const line of error.message.split('\n')) this.error(line);
      else this.error(messageOf(error));
    }
    this.on('close', (isRemoved: boolean, done: () => void) => {
      if (isRemoved) homeBoard.remove(this.id);
      const close = async (): Promise<void> => {
        if (isRemoved || isProcessEnding()) await releaseHome(this.id);
      };
      void answer(close, (error) => {
        if (error) this.error(error.message);
        done();
      });
    });
  }
  RED.nodes.registerType(HOME_TYPE, HomeConfiguration as never, {
    credentials: { password: { type: 'password' }, secrets: { type: 'password' } },
  });
  serveThings(RED);
  servePeople(RED);
}

/** Node-RED's log, with the node's name before each line. The node may be replaced by a deploy: its log goes on. */
function logOf(node: Node): Log {
  return {
    error: (message) => node.error(message),
    warn: (message) => node.warn(message),
    info: (message) => node.log(message),
    debug: (message) => node.debug(message),
  };
}
