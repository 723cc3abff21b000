import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PeopleDesk, codeAdvice, probeZigbee2Mqtt, readConfig, saveSecret } from '@nightlatch/assembly';
import { NightlatchError, ZONE_TYPES, isAttributeKey } from '@nightlatch/model';
import type { MomentaryEvent, ZoneSignal } from '@nightlatch/model';
import { houseConfig } from '../host-config.ts';
import { DATA_FOLDER } from '../names.ts';
import type { Answer } from './answer.ts';
import { answerWith } from './answer.ts';
import { brokerAddress } from './broker-address.ts';
import { withNames } from './device-names.ts';
import { DeviceWatch } from './device-watch.ts';
import type { Probe } from './find-brokers.ts';
import { describe, findBrokers } from './find-brokers.ts';
import type { ChosenZone } from './house-block.ts';
import { withZones } from './house-block.ts';
import type { Login } from './house-origin.ts';
import { LINK_SECRET, MQTT_SECRET, originOf, withJoin, withSimulator, withZigbee2Mqtt } from './house-origin.ts';
import { likelyBrokers } from './likely-brokers.ts';
import type { Json } from './payload.ts';
import { Payload } from './payload.ts';
import { houseOfPeople, withoutPerson } from './people.ts';
import { reachable } from './reachable.ts';
import type { When } from './zone-words.ts';

export interface DeskOptions {
  /** Homebridge's storage folder. */
  readonly storagePath: string;
  /** Homebridge's config.json; the storage folder's by default. Secrets lie beside it, as the plugin reads them. */
  readonly configPath?: string;
  /** Sends an event to the page. */
  readonly push: (event: string, data: object) => void;
  readonly probe?: Probe;
}

type Handler = (payload: Payload) => Promise<object> | object;

/** Everything that the settings page can ask for, independent of how it asks. */
export class SettingsDesk {
  readonly #options: DeskOptions;
  readonly #configPath: string;
  readonly #people: PeopleDesk;
  readonly #watch: DeviceWatch;
  readonly #probe: Probe;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#configPath = options.configPath ?? path.join(options.storagePath, 'config.json');
    this.#people = new PeopleDesk(path.join(options.storagePath, DATA_FOLDER));
    this.#watch = new DeviceWatch({ configPath: this.#configPath, push: (news) => options.push('devices', news) });
    this.#probe = options.probe ?? probeZigbee2Mqtt;
  }

  /** What can be asked for, by path. */
  readonly #handlers: Readonly<Record<string, Handler>> = {
    '/open': async (payload) => {
      const block = payload.object('block');
      return { origin: originOf(block), ...(await this.#peopleIn(block)) };
    },
    '/find': () => this.#find(),
    '/probe': (payload) => this.#look(payload),
    '/use': (payload) => this.#use(payload),
    '/watch': (payload) => this.#watch.start(payload.object('block')),
    '/unwatch': async () => {
      await this.#watch.stop();
      return {};
    },
    '/pretend': (payload) => this.#watch.pretend(payload.text('device', 'The device')),
    '/name': (payload) => this.#rename(payload),
    '/zones': (payload) => {
      const block = withZones(payload.object('block'), chosenZones(payload), this.#watch.names());
      return { block: checked(block, this.#configPath) };
    },
    '/codes/advise': (payload) => codeAdvice(payload.optionalSecret('code')?.reveal() ?? ''),
    '/codes/add': async (payload) => {
      const block = payload.object('block');
      await this.#people.add(payload.object('person'), this.#houseIn(block));
      return this.#peopleIn(block);
    },
    '/codes/rights': async (payload) => {
      const block = payload.object('block');
      await this.#people.setRights(payload.text('name', 'The name'), payload.object('rights'), this.#houseIn(block));
      return this.#peopleIn(block);
    },
    '/codes/learn': async (payload) => {
      const block = payload.object('block');
      await this.#people.learn(payload.object('person'), this.#houseIn(block));
      return this.#peopleIn(block);
    },
    '/codes/unlearn': async (payload) => {
      await this.#people.stopLearning(payload.text('id', 'What is learned'));
      return this.#peopleIn(payload.object('block'));
    },
    '/codes/remove': async (payload) => {
      const name = payload.text('name', 'The name');
      await this.#people.remove(name);
      return this.#peopleIn(withoutPerson(payload.object('block'), name));
    },
    '/codes/revoke': async (payload) => {
      await this.#people.revoke(payload.text('id', 'The code'));
      return this.#peopleIn(payload.object('block'));
    },
  };

  /** Paths that can be asked for. */
  get paths(): readonly string[] {
    return Object.keys(this.#handlers);
  }

  /** Answers a request. Never throws, and no answer holds a code or a password. */
  answer(request: string, body: unknown): Promise<Answer> {
    return answerWith(() => {
      const handler = this.#handlers[request];
      if (!handler)
        throw new NightlatchError('request', 'This page asks for something that the plugin does not know: reload it.');
      return handler(new Payload(body));
    });
  }

  /** Lets go of the devices. */
  close(): Promise<void> {
    return this.#watch.stop();
  }

  async #find(): Promise<object> {
    const { push } = this.#options;
    const homebridge: unknown = await readFile(this.#configPath, 'utf8')
      .then(JSON.parse)
      .catch(() => undefined);
    const brokers = likelyBrokers(homebridge);
    push('looking', { total: brokers.length });
    const sightings = await findBrokers(brokers, this.#probe, (sighting) => push('sighting', sighting));
    return { sightings: sightings.filter(({ outcome }) => outcome !== 'no-broker') };
  }

  async #look(payload: Payload): Promise<object> {
    if (payload.optionalText('kind') === 'join')
      return reachable(brokerAddress(payload.text('broker', 'The address'), 1885));
    const broker = brokerAddress(payload.text('broker', 'The address'));
    const username = payload.optionalText('username');
    const password = payload.optionalSecret('password') ?? this.#keptPassword(payload.object('block'));
    const login = { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
    return describe(broker, await this.#probe({ broker, ...login }));
  }

  /** The password that the block names already, so that nobody has to type it again. */
  #keptPassword(block: Json): ReturnType<Payload['optionalSecret']> {
    const origin = originOf(block);
    if (origin.kind !== 'zigbee2mqtt' || !origin.hasPassword) return undefined;
    const [source] = readConfig({ sources: block['sources'] }, { file: this.#configPath }).config.sources.filter(
      ({ type }) => type === 'zigbee2mqtt',
    );
    return source?.type === 'zigbee2mqtt' ? source.password : undefined;
  }

  #use(payload: Payload): object {
    const block = payload.object('block');
    const kind = payload.text('kind', 'The kind');
    if (kind === 'simulator') return { block: withSimulator(block) };
    const password = payload.optionalSecret('password');
    const secret = kind === 'join' ? LINK_SECRET : MQTT_SECRET;
    if (password) saveSecret(path.dirname(this.#configPath), secret, password);
    const username = payload.optionalText('username');
    const login: Login = {
      broker: brokerAddress(payload.text('broker', 'The address'), kind === 'join' ? 1885 : 1883),
      ...(username === undefined ? {} : { username }),
      password: password ? 'saved' : payload.flag('keepsPassword') ? 'keep' : 'none',
    };
    const next =
      kind === 'join'
        ? withJoin(block, login)
        : withZigbee2Mqtt(block, { ...login, baseTopic: payload.optionalText('baseTopic') ?? 'zigbee2mqtt' });
    return { block: checked(next, this.#configPath) };
  }

  #rename(payload: Payload): object {
    const device = payload.text('device', 'The device');
    const [name, room] = [payload.optionalText('name'), payload.optionalText('room')];
    const isOwn = name === undefined || name === this.#watch.ownName(device);
    const names = { ...(isOwn ? {} : { name }), ...(room === undefined ? {} : { room }) };
    const block = withNames(payload.object('block'), device, names);
    this.#watch.rename(checked(block, this.#configPath));
    return { block };
  }

  async #peopleIn(block: Json): Promise<object> {
    const house = this.#houseIn(block);
    return { block, ...(await this.#people.view(house)) };
  }

  #houseIn(block: Json): ReturnType<typeof houseOfPeople> {
    return houseOfPeople(block, this.#configPath);
  }
}

/** Refuses a block that the plugin itself would refuse when it starts. @throws ConfigError */
function checked(block: Json, file: string): Json {
  const house = houseConfig(block as Parameters<typeof houseConfig>[0]);
  readConfig(house ?? {}, { file, isEnrolled: () => true });
  return block;
}

const EVENTS: readonly MomentaryEvent[] = ['panic', 'medical', 'button'];
const WHENS: readonly When[] = ['always', 'out', 'out-night', 'own'];

function chosenZones(payload: Payload): readonly ChosenZone[] {
  return payload.list('zones').flatMap((zone) => {
    const signal = String(zone['signal']);
    const type = ZONE_TYPES.find((name) => name === zone['type']);
    const when = WHENS.find((word) => word === zone['when']);
    const isSignal = isAttributeKey(signal) || EVENTS.some((event) => event === signal);
    if (typeof zone['device'] !== 'string' || !isSignal) return [];
    return [
      {
        device: zone['device'],
        signal: signal as ZoneSignal,
        ...(type === undefined ? {} : { type }),
        ...(when === undefined ? {} : { when }),
      },
    ];
  });
}
