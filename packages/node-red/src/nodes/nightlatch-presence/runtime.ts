import { UNKNOWN } from '@nightlatch/model';
import type { Node, NodeAPI, NodeDef, NodeStatus } from 'node-red';
import type { Whereabouts } from '../../devices/people.ts';
import { someone } from '../../devices/people.ts';
import { answer, messageOf } from '../../glue/answer.ts';
import { BROKEN } from '../../glue/badge.ts';
import { migrateFields } from '../../glue/migrate.ts';
import type { Migration } from '../../glue/migrate.ts';
import { InputError } from '../../messages/input-error.ts';
import { readSwitch } from '../../messages/read-switch.ts';
import { MESSAGE_VERSION } from '../../messages/security-message.ts';

interface PresenceFields {
  /** Everyone who counts, each a line; whoever else reports counts too. */
  readonly people?: string;
  /** Seconds that someone must be away before it counts: phones doze, and come back. */
  readonly grace?: number | string;
}

const MIGRATIONS: readonly Migration[] = [(fields) => ({ people: '', grace: 0, ...fields })];
const BADGES: Readonly<Record<string, NodeStatus>> = {
  somebody: { fill: 'green', shape: 'dot', text: 'nightlatch-presence.status.somebody' },
  nobody: { fill: 'grey', shape: 'dot', text: 'nightlatch-presence.status.nobody' },
  [UNKNOWN]: { fill: 'yellow', shape: 'ring', text: 'nightlatch.status.unknown' },
};

/** Where everyone is, by node: a deploy must not forget it, or it would have to be guessed. */
const known = new Map<string, Map<string, Whereabouts>>();

/** Registers presence: people's comings and goings in, `somebody` and `nobody` out. */
export default function register(RED: NodeAPI): void {
  function Presence(this: Node, definition: NodeDef): void {
    RED.nodes.createNode(this, definition);
    let fields: PresenceFields;
    try {
      fields = migrateFields({ ...definition }, MIGRATIONS);
    } catch (error) {
      this.error(messageOf(error));
      this.status(BROKEN);
      return;
    }
    live(RED, this, fields);
  }
  RED.nodes.registerType('nightlatch-presence', Presence);
}

function live(RED: NodeAPI, node: Node, { people = '', grace = 0 }: PresenceFields): void {
  const where = known.get(node.id) ?? new Map<string, Whereabouts>();
  known.set(node.id, where);
  for (const line of people.split('\n')) {
    const name = line.trim();
    if (name !== '' && !where.has(name)) where.set(name, UNKNOWN);
  }
  const leaving = new Map<string, NodeJS.Timeout>();
  let told: string | undefined;
  const tell = (reason: 'start' | 'change', who?: string): void => {
    const word = someone(where);
    node.status(BADGES[word] ?? {});
    if (word === told || (reason === 'start' && word === UNKNOWN)) return;
    const was = told === undefined ? {} : { was: told };
    told = word;
    const more = who === undefined ? {} : { who };
    const about = { v: MESSAGE_VERSION, kind: 'presence', id: node.id, name: node.name ?? '', at: Date.now() };
    const security = { ...about, by: 'node-red', reason, ...was, ...more, people: Object.fromEntries(where) };
    node.send({ topic: 'presence', payload: word, security });
  };
  const put = (person: string, to: Whereabouts): void => {
    clearTimeout(leaving.get(person));
    leaving.delete(person);
    where.set(person, to);
    tell('change', person);
  };
  const started = (): void => tell('start');
  RED.events.once('flows:started', started);
  node.status(BADGES[someone(where)] ?? {});
  node.on('input', (message, _, done) => {
    const take = (): void => {
      const person = (message.topic ?? '').trim();
      if (person === '') throw new InputError('topic must say who it is.');
      const isHome = readSwitch(message.payload, { yes: ['home'], no: ['away', 'not_home'], key: 'home' });
      const seconds = Number(grace);
      if (isHome || !(seconds > 0)) return put(person, isHome ? 'home' : 'away');
      if (!leaving.has(person))
        leaving.set(
          person,
          setTimeout(() => put(person, 'away'), seconds * 1000),
        );
    };
    void answer(take, done);
  });
  node.on('close', (isRemoved: boolean, done: () => void) => {
    RED.events.removeListener('flows:started', started);
    for (const timer of leaving.values()) clearTimeout(timer);
    if (isRemoved) known.delete(node.id);
    done();
  });
}
