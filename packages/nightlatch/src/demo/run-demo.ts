import { mkdirSync } from 'node:fs';
import { systemClock } from '@nightlatch/model';
import { join } from 'node:path';
import { createSimulator } from '@nightlatch/source-simulator';
import type { JoiningOptions } from './child-part.ts';
import type { DemoOutput } from './demo-output.ts';
import { startParts, stopParts } from './demo-part.ts';
import { DemoSession } from './demo-session.ts';
import type { DemoView, Happening } from './demo-view.ts';
import type { Told } from './describe-change.ts';
import { describeChange } from './describe-change.ts';
import { fileLog } from './file-log.ts';
import { homebridgePart } from './homebridge-part.ts';
import { DEMO_CODE, HubPart } from './hub-part.ts';
import { bridgeIdentity } from './identity.ts';
import { nodeRedPart } from './node-red-part.ts';
import { matterPairingOf, pairingOf } from './pairing.ts';

/** What the screen remembers of what happened. */
const REMEMBERED = 200;
const CTRL_C = '\u0003';

export interface DemoOptions {
  /** Where everything is kept: the hub's data, Homebridge's storage, logs. */
  readonly folder: string;
  readonly output: DemoOutput;
  /** Ends the demonstration when it is aborted. */
  readonly signal: AbortSignal;
}

/**
 * Runs the demonstration house until someone quits: the hub with its broker, its Matter bridge and the simulated devices,
 * a real Homebridge and a real Node-RED that join it over MQTT, and one screen.
 *
 * Cameras will be a part of their own, after these.
 *
 * @throws NightlatchError when a part cannot start; whatever had started is stopped then.
 */
export async function runDemo({ folder, output, signal }: DemoOptions): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const recent: Happening[] = [];
  const say = (told: Told): void => {
    const happening = { ...told, at: systemClock.now() };
    recent.push(happening);
    if (recent.length > REMEMBERED) recent.shift();
    output.tell(happening);
  };
  const logFile = join(folder, 'nightlatch.log');
  const log = fileLog(logFile, (level, text) => say({ text, tone: level === 'error' ? 'bad' : 'warn' }));
  const identity = bridgeIdentity(folder);
  const house = createSimulator({ script: 'daily', clock: systemClock, log });
  const hub = new HubPart({ folder, house, log });
  const joining = (part: string): JoiningOptions => ({
    folder: join(folder, part),
    link: () => ({ broker: hub.broker, password: hub.linkPassword }),
    onEnd: (text) => say({ text, tone: 'bad' }),
  });
  const homebridge = homebridgePart({ ...joining('homebridge'), identity });
  const parts = [hub, homebridge, nodeRedPart(joining('node-red'))];
  try {
    await startParts(parts, ({ name }) => output.progress(`Starting ${name}…`));
    const { home } = hub;
    const session = new DemoSession({ house, home, say }, (error) => say({ text: String(error), tone: 'bad' }));
    const listening = home.changes.subscribe((change) => {
      const told = describeChange(change, home.snapshot);
      if (told) say(told);
      else output.refresh();
    });
    const pairings = [pairingOf(identity), ...hub.matterPairings.map(matterPairingOf)];
    const look = (): DemoView => ({
      snapshot: home.snapshot,
      now: systemClock.now(),
      recent,
      parts: parts.flatMap((part) => part.lines()),
      pairings,
      code: DEMO_CODE,
      ...(session.typed === undefined ? {} : { typed: session.typed }),
      pairingTurns: session.pairingTurns,
    });
    await untilQuit({ output, signal, session, look });
    listening.unsubscribe();
    output.close();
    output.progress('Stopping…');
  } finally {
    output.close();
    await stopParts(parts);
    await log.close();
  }
}

interface Running extends Pick<DemoOptions, 'output' | 'signal'> {
  readonly session: DemoSession;
  readonly look: () => DemoView;
}

/** Reads keys until one of them, or the signal, ends it. */
async function untilQuit({ output, signal, session, look }: Running): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) return;
  signal.addEventListener('abort', () => resolve(), { once: true });
  output.open(look, {
    press: (key) => {
      if (key === CTRL_C || session.press(key) === 'quit') resolve();
    },
    enter: (line) => {
      if (session.enter(line) === 'quit') resolve();
    },
  });
  await promise;
}
