import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JoiningOptions } from './child-part.ts';
import { ChildPart, locate } from './child-part.ts';
import { freePort } from './free-port.ts';
import { writeNodeRedFolder } from './node-red-folder.ts';

const FIRST_PORT = 1880;

/** A real Node-RED with the palette and its example flows, in a process of its own, which joins the hub over MQTT. */
export function nodeRedPart({ folder, link, onEnd }: JoiningOptions): ChildPart {
  return new ChildPart({
    name: 'Node-RED',
    onEnd,
    prepare: async () => {
      const { program, palette } = locate('Node-RED and its palette', (resolve) => ({
        program: join(dirname(resolve('node-red/package.json')), 'red.js'),
        palette: dirname(resolve('@nightlatch/node-red/package.json')),
      }));
      const port = await freePort(FIRST_PORT, '127.0.0.1');
      mkdirSync(folder, { recursive: true });
      const settings = writeNodeRedFolder({ folder, palette, port, ...link() });
      return {
        args: [program, '-u', folder, '-s', settings],
        readyLine: /Started flows/,
        log: join(folder, 'node-red.log'),
        address: `http://127.0.0.1:${port}`,
      };
    },
  });
}
