import type { HomeChange, HomeCommand, SecretText } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import { EnteredCode } from '../../devices/entered-code.ts';
import { LOST, QUIET } from '../../glue/badge.ts';
import type { SecurityFields } from '../../glue/define-node.ts';
import { defineNode } from '../../glue/define-node.ts';
import { WATCHER_MIGRATIONS } from '../../glue/migrations.ts';
import { refusedMessage } from '../../glue/refused.ts';
import { sayAlarm } from '../../messages/alarm-word.ts';
import { partitionOf } from '../../messages/names.ts';
import { securityMessage } from '../../messages/security-message.ts';

interface KeypadFields extends SecurityFields {
  readonly partition?: string;
  /** What a valid code does: `disarm`, `arm`, or `toggle`. */
  readonly action?: string;
  readonly mode?: string;
  /** Digits that make a code when they come one by one; 0 waits for `#`. */
  readonly digits?: number | string;
}

/** How long the home may take to tell who it was, after it has accepted the code. */
const WHO_MS = 2000;

/** Registers the keypad: keys or codes from any panel in, who was accepted and what was denied out. */
export default function register(RED: NodeAPI): void {
  defineNode<KeypadFields>(RED, {
    type: 'nightlatch-keypad',
    migrations: WATCHER_MIGRATIONS,
    isPayloadSecret: true,
    begin({ node, fields, home }) {
      const entered = new EnteredCode(Number(fields.digits ?? 0));
      const partition = fields.partition || undefined;
      const view = (): ReturnType<typeof partitionOf> => partitionOf(partition, home.snapshot);
      const commandFor = (code: SecretText): HomeCommand => {
        const { action = 'disarm', mode = 'away' } = fields;
        const isArming = action === 'arm' || (action === 'toggle' && view()?.state === 'disarmed');
        const where = partition === undefined ? {} : { partition };
        return isArming ? { type: 'arm', mode, code, ...where } : { type: 'disarm', code, ...where };
      };
      let who: ((change: Extract<HomeChange, { type: 'partition' }>) => void) | undefined;
      return {
        refresh: () => node.status(home.isOnline ? QUIET : LOST),
        changed(change) {
          if (change.type === 'partition' && home.isOwn(change)) who?.(change);
        },
        async input(message, payload, send) {
          const code = entered.take(payload);
          if (!code) return node.status(waiting(entered.length));
          const command = commandFor(code);
          const told = Promise.withResolvers<Extract<HomeChange, { type: 'partition' }> | undefined>();
          who = told.resolve;
          const result = await home.execute(command);
          const about = sayAlarm(partition, view(), home.snapshot);
          if (!result.ok) {
            node.status({ fill: 'red', shape: 'dot', text: 'nightlatch-keypad.status.denied' });
            return send([null, refusedMessage(message, { home, about, command: command.type, refusal: result })]);
          }
          node.status({ fill: 'green', shape: 'dot', text: 'nightlatch-keypad.status.accepted' });
          const late = setTimeout(() => told.resolve(undefined), WHO_MS);
          const change = await told.promise;
          clearTimeout(late);
          const said = { ...about, payload: change?.actor?.user ?? 'accepted', more: { command: command.type } };
          const actor = change?.actor === undefined ? {} : { actor: change.actor };
          const at = change?.at ?? Date.now();
          send([{ ...message, ...securityMessage(said, { home: home.id, at, reason: 'command', ...actor }) }, null]);
        },
        close: () => entered.clear(),
      };
    },
  });
}

function waiting(digits: number): object {
  return digits === 0 ? QUIET : { fill: 'blue', shape: 'ring', text: '•'.repeat(digits) };
}
