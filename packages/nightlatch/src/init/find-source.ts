import { dirname } from 'node:path';
import { probeZigbee2Mqtt, saveSecret } from '@nightlatch/assembly';
import type { SecretText } from '@nightlatch/model';
import type { CliHost } from '../cli-host.ts';
import { tell } from '../cli-host.ts';
import { explainProbe } from '../doctor/network.ts';
import { askHidden } from '../terminal/hidden-prompt.ts';
import type { Ask } from '../terminal/question.ts';
import type { SourceSketch } from './house-sketch.ts';
import { PASSWORD_SECRET } from './house-sketch.ts';

const BASE_TOPIC = 'zigbee2mqtt';

/** A source, with the password that it needs while it is looked at. */
export interface FoundSource {
  readonly sketch: SourceSketch;
  readonly password?: SecretText;
}

/** Looks for Zigbee2MQTT behind a broker, asking for name and password where it must and can. */
export async function findSource(
  host: CliHost,
  broker: string,
  { ask, config }: { ask: Ask | undefined; config: string },
): Promise<FoundSource> {
  tell(host, `Looking for Zigbee2MQTT at ${broker} …`);
  const result = await probeZigbee2Mqtt({ broker });
  if (result.outcome !== 'login' || !ask) return { sketch: sketchOf(broker, result) };
  const username = await ask('The broker wants a name', 'nightlatch');
  const password = await askHidden(host, 'and a password (not shown): ');
  const again = await probeZigbee2Mqtt({ broker, username, password });
  if (again.outcome !== 'login') saveSecret(dirname(config), PASSWORD_SECRET, password);
  const sketch = { ...sketchOf(broker, again), username, hasPassword: again.outcome !== 'login' };
  return { sketch, password };
}

function sketchOf(
  broker: string,
  result: Awaited<ReturnType<typeof probeZigbee2Mqtt>>,
): Extract<SourceSketch, { type: 'zigbee2mqtt' }> {
  const bridge = result.outcome === 'found' ? result.bridges[0] : undefined;
  const baseTopic = bridge?.baseTopic ?? BASE_TOPIC;
  const { state, detail } = explainProbe(result, { id: 'Zigbee2MQTT', broker, baseTopic });
  const problem = state === 'well' ? {} : { problem: `${detail}.` };
  return { type: 'zigbee2mqtt', broker, baseTopic, hasPassword: false, ...problem };
}
