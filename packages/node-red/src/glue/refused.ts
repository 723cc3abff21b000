import type { CommandResult, Verb } from '@nightlatch/model';
import { explainRefusal } from '@nightlatch/model';
import type { NodeMessage, NodeMessageInFlow } from 'node-red';
import type { SharedHome } from '../connection/shared-home.ts';
import type { Named } from '../messages/names.ts';
import { namedZones } from '../messages/names.ts';
import { securityMessage } from '../messages/security-message.ts';

export interface RefusedParts {
  readonly home: SharedHome;
  readonly about: Named & { readonly kind: string };
  readonly command: Verb;
  readonly refusal: Extract<CommandResult, { ok: false }>;
}

/**
 * Writes what a refused command becomes on a node's second output: the message that asked, with the reason as its
 * payload, and in `security` the zones in the way and a sentence for people.
 */
export function refusedMessage(
  message: NodeMessageInFlow,
  { home, about, command, refusal }: RefusedParts,
): NodeMessage {
  const { kind, id, name } = about;
  const more = {
    command,
    zones: namedZones(refusal.zones, home.snapshot),
    text: explainRefusal(refusal.reason),
  };
  const said = { kind, id, name, payload: refusal.reason, more };
  const circumstances = { home: home.id, at: Date.now(), reason: 'command', by: 'node-red' } as const;
  return { ...message, ...securityMessage(said, circumstances) };
}
