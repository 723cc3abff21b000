import type { Node, NodeAPI, NodeMessageInFlow } from 'node-red';
import { withoutCode } from '../messages/hide-code.ts';
import { InputError } from '../messages/input-error.ts';

/** Where a node finds what it is asked: the editor's typed input. */
export interface AskedFields {
  /** A property of the message, a fixed word, or an expression; `payload` by default. */
  readonly input?: string;
  /** `msg` by default, `word`, or one of Node-RED's own types. */
  readonly inputType?: string;
}

export interface AskedParts {
  readonly RED: NodeAPI;
  readonly node: Node;
  readonly message: NodeMessageInFlow;
  /** The payload as it came; the message holds no code any more. */
  readonly payload: unknown;
}

/** Tells whether a node takes the payload, as it does without a word of its author's. */
export function isPayloadAsked({ input = 'payload', inputType = 'msg' }: AskedFields): boolean {
  return inputType === 'msg' && input === 'payload';
}

/**
 * Finds what a node is asked where it is not the payload. A code in another property of the message is taken out of it.
 *
 * @throws InputError where an expression or a context has no answer.
 */
export async function readAsked(fields: AskedFields, { RED, node, message, payload }: AskedParts): Promise<unknown> {
  const { input = 'payload', inputType = 'msg' } = fields;
  if (isPayloadAsked(fields)) return payload;
  if (inputType === 'word') return input;
  if (inputType !== 'msg') return await evaluated(fields, { RED, node, message, payload });
  const value: unknown = RED.util.getMessageProperty(message, input);
  const rest = withoutCode(value);
  if (rest !== value) RED.util.setMessageProperty(message, input, rest);
  return value;
}

async function evaluated({ input, inputType }: AskedFields, { RED, node, message }: AskedParts): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const answer = (error: Error | null, value: unknown): void => {
    if (error) reject(new InputError(`The input of the node cannot be found: ${error.message}`));
    else resolve(value);
  };
  RED.util.evaluateNodeProperty(input ?? '', inputType as never, node, message, answer as never);
  return await promise;
}
