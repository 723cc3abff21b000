import type { HomeChange, HomeCommand } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import { GONE, QUIET } from '../../glue/badge.ts';
import { defineNode } from '../../glue/define-node.ts';
import { COMMANDER_MIGRATIONS } from '../../glue/migrations.ts';
import { refusedMessage } from '../../glue/refused.ts';
import type { PickedFields } from '../../glue/watch-attribute.ts';
import { concernsDevice, pickedIn, watchAttribute } from '../../glue/watch-attribute.ts';
import { sayAttribute } from '../../messages/device-words.ts';
import { InputError } from '../../messages/input-error.ts';
import { readSirenCommand } from '../../messages/read-siren-command.ts';
import type { Reason } from '../../messages/security-message.ts';

/** The timers that end a siren, by node: they outlive a deploy, or a siren would sound for ever. */
const ends = new Map<string, NodeJS.Timeout>();

/** Registers the siren and chime: on, off, for some seconds, or one chime in; whether it sounds and what was refused out. */
export default function register(RED: NodeAPI): void {
  defineNode<PickedFields>(RED, {
    type: 'nightlatch-siren',
    migrations: COMMANDER_MIGRATIONS,
    begin(parts) {
      const { node, home } = parts;
      const picked = pickedIn(parts.fields, 'siren');
      const { device } = picked;
      const teller = watchAttribute(parts, picked, (message) => node.send([message, null]));
      /* What can only chime has no state to tell. */
      const look = (reason: Reason, change?: HomeChange): void => {
        const found = home.snapshot.devices.get(device);
        if (!home.isOnline || found === undefined || found.attributes.includes(picked.attribute)) {
          teller.look(reason, change);
        } else {
          node.status(found.abilities.includes('chime') ? QUIET : GONE);
        }
      };
      return {
        refresh: look,
        changed(change) {
          if (concernsDevice(change, device)) look('change', change);
        },
        async input(message, payload, send) {
          if (device === '') throw new InputError('No siren is picked: open the node and choose one.');
          const asked = readSirenCommand(payload);
          const code = asked.code === undefined ? {} : { code: asked.code };
          const command: HomeCommand =
            asked.type === 'chime'
              ? { type: 'chime', device, ...code }
              : { type: 'siren', device, on: asked.on, ...code };
          const result = await home.execute(command);
          if (!result.ok) {
            const about = sayAttribute(picked, home.snapshot);
            return send([null, refusedMessage(message, { home, about, command: asked.type, refusal: result })]);
          }
          if (command.type === 'chime' || asked.type === 'chime') return;
          clearTimeout(ends.get(node.id));
          ends.delete(node.id);
          const { seconds } = asked;
          if (seconds === undefined) return;
          const end = async (): Promise<void> => {
            ends.delete(node.id);
            const ended = await home.execute({ ...command, on: false });
            if (!ended.ok) node.error(`The siren could not be ended: ${ended.reason}.`);
          };
          ends.set(
            node.id,
            setTimeout(() => void end().catch((error: unknown) => node.error(String(error))), seconds * 1000),
          );
        },
      };
    },
  });
}
