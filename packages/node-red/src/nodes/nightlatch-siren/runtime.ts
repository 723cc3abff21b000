import type { HomeCommand } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import { defineNode } from '../../glue/define-node.ts';
import { WATCHER_MIGRATIONS } from '../../glue/migrations.ts';
import { refusedMessage } from '../../glue/refused.ts';
import type { PickedFields } from '../../glue/watch-attribute.ts';
import { concernsDevice, pickedIn, watchAttribute } from '../../glue/watch-attribute.ts';
import { sayAttribute } from '../../messages/device-words.ts';
import { InputError } from '../../messages/input-error.ts';
import { readSirenCommand } from '../../messages/read-siren-command.ts';

/** The timers that end a siren, by node: they outlive a deploy, or a siren would sound for ever. */
const ends = new Map<string, NodeJS.Timeout>();

/** Registers the siren: on, off or for some seconds in; whether it sounds and what was refused out. */
export default function register(RED: NodeAPI): void {
  defineNode<PickedFields>(RED, {
    type: 'nightlatch-siren',
    migrations: WATCHER_MIGRATIONS,
    begin(parts) {
      const { node, home } = parts;
      const picked = pickedIn(parts.fields, 'siren');
      const { device } = picked;
      const teller = watchAttribute(parts, picked, (message) => node.send([message, null]));
      return {
        refresh: (reason, change) => teller.look(reason, change),
        changed(change) {
          if (concernsDevice(change, device)) teller.look('change', change);
        },
        async input(message, payload, send) {
          if (device === '') throw new InputError('No siren is picked: open the node and choose one.');
          const { seconds, ...asked } = readSirenCommand(payload);
          const command: HomeCommand = { type: 'siren', device, ...asked };
          const result = await home.execute(command);
          if (!result.ok) {
            const about = sayAttribute(picked, home.snapshot);
            return send([null, refusedMessage(message, { home, about, command: 'siren', refusal: result })]);
          }
          clearTimeout(ends.get(node.id));
          ends.delete(node.id);
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
