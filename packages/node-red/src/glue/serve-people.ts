import { NightlatchError } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import type { People } from '../connection/open-connection.ts';
import { findHome } from './home-node.ts';

/** What the editor asks to be done, unchecked. */
type Request = Readonly<Record<string, unknown>>;

/** What can be done with the people of a home. Each takes what the editor sent as it came. */
const DEEDS: Readonly<Record<string, (people: People, request: Request) => Promise<unknown>>> = {
  learn: ({ desk, house }, { person }) => desk.learn(objectOf(person), house),
  unlearn: ({ desk }, { id }) => desk.stopLearning(textOf(id)),
  add: ({ desk, house }, { person }) => desk.add(objectOf(person), house),
  rights: ({ desk, house }, { name, rights }) => desk.setRights(textOf(name), rights, house),
  remove: ({ desk }, { name }) => desk.remove(textOf(name)),
  revoke: ({ desk }, { id }) => desk.revoke(textOf(id)),
};

/**
 * Serves the people of a home that this Node-RED hosts: only to those who may change flows. A code that is sent here goes
 * into the house's database, hashed, and nowhere else: no flow, no credentials, no log and no answer holds it.
 */
export function servePeople(RED: NodeAPI): void {
  const mayWrite = RED.auth.needsPermission('nightlatch.write');
  RED.httpAdmin.get('/nightlatch/:home/people', mayWrite, (request, response) => {
    void answer(RED, String(request.params['home']), undefined).then((told) => response.json(told));
  });
  RED.httpAdmin.post('/nightlatch/:home/people', mayWrite, (request, response) => {
    void answer(RED, String(request.params['home']), objectOf(request.body)).then((told) => response.json(told));
  });
}

/** Does what was asked, if anything, and tells who there is. What cannot be done is told with its kind and in words. */
async function answer(RED: NodeAPI, home: string, request: Request | undefined): Promise<object> {
  const people = findHome(RED, home)?.people;
  if (!people) return { ok: false, code: 'not-hosted', problem: 'No hub runs here: deploy the home as the hub first.' };
  try {
    if (request) await deedOf(request)(people, request);
    return { ok: true, ...(await people.desk.view(people.house)) };
  } catch (error) {
    if (error instanceof NightlatchError) return { ok: false, code: error.code, problem: error.message };
    /* Its text may quote what was sent. */
    return { ok: false, code: 'unexpected', problem: 'Something unexpected went wrong: try again.' };
  }
}

function deedOf(request: Request): (people: People, request: Request) => Promise<unknown> {
  const word = textOf(request['do']);
  const deed = Object.hasOwn(DEEDS, word) ? DEEDS[word] : undefined;
  if (deed) return deed;
  throw new NightlatchError('request', 'The editor asks for something that the node does not know: reload it.');
}

function objectOf(value: unknown): Request {
  return typeof value === 'object' && value !== null ? (value as Request) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
