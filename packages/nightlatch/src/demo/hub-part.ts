import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { OpenHome } from '@nightlatch/assembly';
import { openHome, readConfig } from '@nightlatch/assembly';
import type { Home, Log } from '@nightlatch/model';
import { InvariantError } from '@nightlatch/model';
import type { Simulator } from '@nightlatch/source-simulator';
import type { DemoPart, PartLine } from './demo-part.ts';
import { freePort, freeUdpPort } from './free-port.ts';

/** The code of the demonstration. It guards nothing, and stands on the screen. */
export const DEMO_CODE = '2580';
/** The user by which Homebridge logs in on the link. */
export const HOMEBRIDGE_CLIENT = 'homebridge';
/** The user by which Node-RED logs in, and the first part of the ids of its devices. */
export const NODE_RED_CLIENT = 'node-red';
/** The demonstration's home, as topics name it. */
export const HOME_ID = 'demo';

const FIRST_PORT = 1885;
/** Where Alexa looks. */
const FIRST_MATTER_PORT = 5540;

/** The hub with its broker and the simulated house, in this process. */
export class HubPart implements DemoPart {
  readonly name = 'hub';
  /** Made up anew at each start: only our own Homebridge and Node-RED learn it. */
  readonly linkPassword = randomBytes(18).toString('base64url');
  readonly #options: { readonly folder: string; readonly house: Simulator; readonly log: Log };
  #opened: OpenHome | undefined;
  #port = 0;

  constructor(options: { readonly folder: string; readonly house: Simulator; readonly log: Log }) {
    this.#options = options;
  }

  /** The home as someone at a panel in the hall has it. @throws InvariantError before the start. */
  get home(): Home {
    if (!this.#opened) throw new InvariantError('The demonstration has no home before its hub has started.');
    return this.#opened.home({ origin: 'panel', client: 'demo' });
  }

  /** How its Matter bridge is paired; empty where it could not start. */
  get matterPairings(): ReturnType<NonNullable<OpenHome['matter']>['pairings']> {
    return this.#opened?.matter?.pairings() ?? [];
  }

  get broker(): string {
    return `mqtt://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const { folder, house, log } = this.#options;
    this.#port = await freePort(FIRST_PORT, '127.0.0.1');
    const env = { NIGHTLATCH_SECRET_DEMO: DEMO_CODE, NIGHTLATCH_SECRET_LINK: this.linkPassword };
    const matterPort = await freeUdpPort(FIRST_MATTER_PORT);
    const { config } = readConfig(demoConfig(this.#port, matterPort), { env });
    this.#opened = await openHome(config, {
      dataDir: join(folder, 'hub'),
      log,
      sources: [house],
      withMatter: true,
    });
  }

  async stop(): Promise<void> {
    await this.#opened?.close();
    this.#opened = undefined;
  }

  lines(): readonly PartLine[] {
    if (!this.#opened) return [];
    const [matter] = this.matterPairings;
    return [
      { label: 'MQTT', text: this.broker },
      matter
        ? { label: 'Matter', text: `UDP port ${matter.port}`, tone: 'good' }
        : { label: 'Matter', text: 'not running', tone: 'bad' },
    ];
  }
}

/** The demonstration's configuration. Its delays are short: people are watching. They do not leave either, and want away. */
function demoConfig(port: number, matterPort: number): object {
  const leaving = { exitDelay: 20, entryDelay: 20, autoStay: false };
  return {
    home: { id: HOME_ID, name: 'Demonstration' },
    link: {
      role: 'host',
      port,
      clients: [
        { name: HOMEBRIDGE_CLIENT, password: { secret: 'link' }, origin: 'homekit' },
        { name: NODE_RED_CLIENT, password: { secret: 'link' }, origin: 'node-red', devices: true },
      ],
      anonymousLocal: true,
    },
    /* What the flows of the demonstration may do without a code. */
    policy: {
      withoutCode: {
        'node-red': ['arm', 'lock', 'panic', 'silence', 'acknowledge', 'siren', 'chime', 'test', 'bypass'],
      },
    },
    partitions: [
      {
        id: 'house',
        name: 'House',
        modes: { away: leaving, vacation: leaving },
        sirenSeconds: 90,
      },
    ],
    bridges: { matter: { port: matterPort, alarmLock: true, disarm: 'lock' } },
    users: [
      {
        name: 'Visitor',
        code: { secret: 'demo' },
        can: ['arm', 'disarm', 'bypass', 'silence', 'acknowledge', 'test', 'panic'],
      },
    ],
  };
}
