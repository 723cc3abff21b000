import type { NodeAPI } from 'node-red';
import type { Publish } from '../../sidebar/home-board.ts';
import { homeBoard } from '../../sidebar/home-board.ts';
import { HERE_MS, TOPICS } from '../../sidebar/home-view.ts';
import { serveCommands } from '../../sidebar/serve-commands.ts';

/** What Node-RED has for plugins and its types do not know. */
interface PluginApi {
  readonly plugins: { registerPlugin(id: string, definition: object): void };
}

/** Registers the sidebar's runtime half: what it shows goes out by the editor's websocket, commands come in by HTTP. */
export default function register(RED: NodeAPI): void {
  (RED as NodeAPI & PluginApi).plugins.registerPlugin('nightlatch-sidebar', { type: 'nightlatch-sidebar' });
  serveCommands(RED);
  const publish: Publish = (topic, data, isRetained) => RED.comms.publish(topic, data, isRetained);
  homeBoard.connect(publish);
  /* An editor whose websocket has died hears nothing of it: silence tells, and then it shows that all is unknown. */
  const tellHere = (): void => publish(TOPICS.here, { now: Date.now() }, false);
  RED.events.on('comms:connection-added', tellHere);
  setInterval(tellHere, HERE_MS).unref();
}
