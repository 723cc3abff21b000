import { connect, createServer } from 'node:net';
import type { Config, ProbeResult } from '@nightlatch/assembly';
import { probeZigbee2Mqtt } from '@nightlatch/assembly';
import type { Diagnosis } from './diagnosis.ts';
import { broken, doubtful, well } from './diagnosis.ts';

const CONNECT_MS = 3000;

/** Looks whether everything that the configuration names on the network answers, and whether our ports are free. */
export async function networkDiagnoses(config: Config, isRunning: boolean): Promise<readonly Diagnosis[]> {
  const sources = await Promise.all(config.sources.map(diagnoseSource));
  return [...sources, ...(config.link ? [await diagnoseLink(config.link, isRunning)] : [])];
}

async function diagnoseSource(source: Config['sources'][number]): Promise<Diagnosis> {
  if (source.type === 'simulator') return well(source.id, 'the simulated house needs nothing');
  const { id, broker, baseTopic, username, password } = source;
  const login = {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
  return explainProbe(await probeZigbee2Mqtt({ broker, ...login, timeoutMs: CONNECT_MS }), { id, broker, baseTopic });
}

/** Says what a look at a broker means, and what to do about it. */
export function explainProbe(
  result: ProbeResult,
  { id, broker, baseTopic }: { id: string; broker: string; baseTopic: string },
): Diagnosis {
  switch (result.outcome) {
    case 'no-broker':
      return broken(id, `${broker} ${NO_BROKER[result.problem].detail}`, NO_BROKER[result.problem].remedy);
    case 'login':
      return broken(id, `${broker} refuses our name and password`, 'Set username and password of the source.');
    case 'no-zigbee2mqtt':
      return broken(
        id,
        `${broker} answers, but no Zigbee2MQTT has said a word there`,
        'Start Zigbee2MQTT, or name its broker.',
      );
    case 'found': {
      const bridge = result.bridges.find((found) => found.baseTopic === baseTopic);
      const others = result.bridges.map((found) => found.baseTopic).join(', ');
      if (!bridge) return broken(id, `Zigbee2MQTT is not under "${baseTopic}"`, `Set baseTopic to one of: ${others}.`);
      const devices = bridge.devices === undefined ? 'with no list of devices' : `with ${bridge.devices} devices`;
      if (bridge.isOnline === false) return doubtful(id, `Zigbee2MQTT is offline, ${devices}`, 'Start Zigbee2MQTT.');
      return well(id, `Zigbee2MQTT answers at ${broker} ${devices}`);
    }
  }
}

type NoBroker = Extract<ProbeResult, { outcome: 'no-broker' }>['problem'];

const NO_BROKER: Readonly<Record<NoBroker, { detail: string; remedy: string }>> = {
  'unknown-host': { detail: 'names a host that is not known', remedy: 'Check the name, or use its IP address.' },
  refused: { detail: 'refuses connections: no broker listens there', remedy: 'Start the broker, or check the port.' },
  unreachable: { detail: 'cannot be reached', remedy: 'Check the network and the address.' },
  silent: { detail: 'does not answer', remedy: 'Check the address, the port and the firewall.' },
  tls: {
    detail: 'does not show a certificate that we trust',
    remedy: 'Set ca of the source to your authority, or use mqtt://.',
  },
};

async function diagnoseLink(link: NonNullable<Config['link']>, isRunning: boolean): Promise<Diagnosis> {
  if (link.role === 'host' && link.broker === 'embedded') {
    const at = `${link.bind}:${link.port}`;
    if (isRunning || link.port === 0)
      return well('Link', isRunning ? `the running hub serves ${at}` : 'takes any free port');
    const code = await listenError(link.bind, link.port);
    if (code === undefined) return well('Link', `${at} is free`);
    const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be listened on (${code})`;
    return broken('Link', `${at} ${why}`, 'Set link.port or link.bind to another.');
  }
  const { hostname, port, protocol } = new URL(link.broker);
  const isThere = await canConnect(hostname, Number(port) || (protocol === 'mqtts:' ? 8883 : 1883));
  if (isThere) return well('Link', `${link.broker} answers`);
  return broken('Link', `${link.broker} does not answer`, 'Start that broker, or check the address and the firewall.');
}

/** Tries to listen on a port, and lets it go at once. @returns The system's error code, or undefined where it can be. */
function listenError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_MS });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
