/**
 * A Matter bridge with a video doorbell, in a process of its own. Arguments: the folder of its storage, its port,
 * and `experimental` to show cameras. It
 * prints `online` when it is; the message `ring` presses the button, `sessions` asks how many look.
 */
import { MatterServer } from '@nightlatch/bridge-matter/server';
import { MemoryHome, MockMedia, MockMediaSource, weriftMedia } from '@nightlatch/testing';
import * as werift from 'werift';

const [folder = '', port = '0', cameras] = process.argv.slice(2);
const camera = new MockMediaSource('cams/front', { live: weriftMedia(werift, { addresses: ['127.0.0.1'] }) });
const home = new MemoryHome({ media: new MockMedia(camera) });
home.device({ id: 'cams/front', name: 'Front door', events: ['ring'] }, {});
const say = (line: string): void => console.log(line);
const log = { error: say, warn: say, info: say, debug: () => undefined };

const server = new MatterServer({
  options: { port: Number(port), ...(cameras === 'experimental' ? { cameras } : {}) },
  folder,
  log,
});
await server.start(home);

process.on('message', (message) => {
  if (message === 'ring') home.event('cams/front', 'ring');
  if (message === 'sessions') process.send?.(camera.sessions.length);
});
process.once('disconnect', () => void server.stop().finally(() => process.exit()));
say('online');
