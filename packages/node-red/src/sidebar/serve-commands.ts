import type { CommandResult, HomeCommand } from '@nightlatch/model';
import { HAZARDS } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import { messageOf } from '../glue/answer.ts';
import { findHome } from '../glue/home-node.ts';
import { InputError, shown } from '../messages/input-error.ts';
import { namedZones } from '../messages/names.ts';
import { readAlarmCommand } from '../messages/read-alarm-command.ts';
import type { SidebarAnswer } from './home-view.ts';

/**
 * Takes the sidebar's commands: only from those who may write.
 *
 * A code comes in the request alone, goes to the hub, and is in no answer, error or log. The request must be JSON: a form
 * of a strange page, which a browser would send without asking, is none.
 */
export function serveCommands(RED: NodeAPI): void {
  const mayWrite = RED.auth.needsPermission('nightlatch.write');
  RED.httpAdmin.post('/nightlatch/:home/command', mayWrite, (request, response) => {
    const home = findHome(RED, String(request.params['home']));
    if (!request.is('application/json')) return void response.status(415).end();
    if (!home) return void response.status(404).json({ problem: 'There is no such home: deploy it first.' });
    const { username } = (request as { user?: { username?: string } }).user ?? {};
    const work = async (): Promise<void> => {
      const command = readSidebarCommand(request.body);
      const result = await home.execute(command, username);
      const partition = 'partition' in command ? command.partition : undefined;
      const event = { event: 'nightlatch.command', home: home.id, command: command.type, partition };
      audit(RED, { ...event, ...(result.ok ? {} : { refused: result.reason }) }, request);
      response.json(answerOf(result, (zones) => namedZones(zones, home.snapshot).map(({ name }) => name)));
    };
    work().catch((error: unknown) => {
      response.status(error instanceof InputError ? 400 : 503).json({ problem: messageOf(error) });
    });
  });
}

/**
 * Reads a command: what an alarm node takes in an object, and `hazard` where one alarm of several is to be silenced.
 *
 * @throws InputError, which repeats no code.
 */
export function readSidebarCommand(body: unknown): HomeCommand {
  if (typeof body !== 'object' || body === null) throw new InputError('The request must be a JSON object.');
  const { hazard, ...fields } = body as Readonly<Record<string, unknown>>;
  const command = readAlarmCommand(fields, {});
  if (hazard === undefined) return command;
  const named = HAZARDS.find((each) => each === hazard);
  if (named === undefined) throw new InputError(`There is no hazard ${shown(hazard)}.`);
  if (command.type !== 'silence') throw new InputError('Only silence takes a hazard.');
  return { ...command, hazard: named };
}

function answerOf(result: CommandResult, namesOf: (zones: readonly string[]) => readonly string[]): SidebarAnswer {
  if (result.ok) return result;
  return { ok: false, reason: result.reason, zones: namesOf(result.zones ?? []) };
}

/** Node-RED's audit log adds who it was and from where; its types do not know the second argument. */
function audit(RED: NodeAPI, event: object, request: unknown): void {
  (RED.log.audit as unknown as (event: object, request: unknown) => void)(event, request);
}
