/**
 * A Matter controller in a process of its own: matter.js' client, which knows of the bridge only what comes over the
 * network. Argument: the folder that holds its fabric.
 */
import type { Endpoint } from '@matter/main';
import { Environment, LogLevel, Logger, Seconds, ServerNode } from '@matter/main';
import type { ClientNode } from '@matter/main/node';
import { ChangeNotificationService, ControllerBehavior } from '@matter/main/node';
import type { Message, Outcome, Question, SeenEndpoint } from './messages.ts';

const [folder = ''] = process.argv.slice(2);
Environment.default.vars.set('storage.path', folder);
Logger.level = LogLevel.ERROR;

// Discovery would bring the behavior; we know the address.
const controller = await ServerNode.create(ServerNode.RootEndpoint.with(ControllerBehavior), {
  id: 'controller',
  network: { port: 0, ble: false },
  commissioning: { enabled: false },
  controller: { adminFabricLabel: 'Test' },
});
await controller.start();
let peer: ClientNode | undefined = [...controller.peers][0];

function say(message: Message): void {
  // What JSON has no word for: 64-bit numbers and bytes.
  if (process.connected) process.send?.(JSON.parse(JSON.stringify(message, plain)) as Message);
}

function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

let isTelling = false;
let isClosing = false;

/** Once for all that changes in one turn. */
function tellSeen(): void {
  if (isTelling || isClosing) return;
  isTelling = true;
  setImmediate(() => {
    isTelling = false;
    if (!isClosing)
      say({ type: 'seen', endpoints: peer ? [...peer.endpoints].filter((it) => it.lifecycle.isReady).map(look) : [] });
  });
}

function look(endpoint: Endpoint): SeenEndpoint {
  const clusters: Record<string, Record<string, unknown>> = {};
  for (const [id, state] of Object.entries(endpoint.state as Record<string, object>)) {
    if (/^\d+$/.test(id)) continue;
    clusters[id] = Object.fromEntries(Object.entries(state).filter(([, value]) => typeof value !== 'function'));
  }
  const types = (clusters['descriptor']?.['deviceTypeList'] ?? []) as readonly { deviceType: number }[];
  return { number: endpoint.number, deviceTypes: types.map(({ deviceType }) => deviceType), clusters };
}

controller.env.get(ChangeNotificationService).change.on((change) => {
  if (change.kind === 'event') {
    const { endpoint, behavior, event, payload } = change;
    say({ type: 'event', endpoint: endpoint.number, cluster: behavior.id, event: event.propertyName, payload });
  }
  tellSeen();
});

async function answer(question: Question): Promise<unknown> {
  switch (question.type) {
    case 'commission': {
      const addresses = [{ type: 'udp', ip: '127.0.0.1', port: question.port } as const];
      peer = await controller.peers.forDescriptor({ deviceIdentifier: 'bridge', addresses });
      await peer.commission({ passcode: question.passcode });
      return tellSeen();
    }
    case 'discover': {
      const { discriminator, passcode } = question;
      peer = await controller.peers.commission({ discriminator, passcode, timeout: Seconds(30) });
      return tellSeen();
    }
    case 'invoke': {
      const { endpoint: number, cluster, command, fields } = question;
      const endpoint = [...(peer?.endpoints ?? [])].find((it) => it.number === number);
      const commands = endpoint?.commandsOf(endpoint.behaviors.supported[cluster] as never) as unknown as
        | Record<string, (fields?: object) => Promise<unknown>>
        | undefined;
      const { pinCode } = fields;
      const bytes = typeof pinCode === 'string' ? { pinCode: new TextEncoder().encode(pinCode) } : {};
      const run = commands?.[command];
      if (!run) throw new Error(`Endpoint ${number} has no ${cluster}.${command}.`);
      return await (Object.keys(fields).length ? run({ ...fields, ...bytes }) : run());
    }
    case 'memory':
      return process.memoryUsage.rss();
    case 'close':
      isClosing = true;
      await controller.close();
      return setImmediate(() => process.disconnect());
  }
}

process.on('message', ({ id, question }: { id: number; question: Question }) => {
  void answer(question).then(
    (response) => say({ type: 'answer', id, outcome: { ok: true, response } }),
    (error: unknown) => say({ type: 'answer', id, outcome: refusal(error) }),
  );
});
process.once('disconnect', () => process.exit());

function refusal(error: unknown): Outcome {
  const { message = String(error), code } = error as { message?: string; code?: number };
  return { ok: false, message, ...(code === undefined ? {} : { code }) };
}

say({ type: 'started' });
tellSeen();
