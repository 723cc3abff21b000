import type { NodeAPI } from 'node-red';
import { defineNode } from '../../glue/define-node.ts';
import { COMMANDER_MIGRATIONS } from '../../glue/migrations.ts';
import { refusedMessage } from '../../glue/refused.ts';
import type { PickedFields } from '../../glue/watch-attribute.ts';
import { concernsDevice, pickedIn, watchAttribute } from '../../glue/watch-attribute.ts';
import { sayAttribute } from '../../messages/device-words.ts';
import { InputError } from '../../messages/input-error.ts';
import { codeIn, readSwitch } from '../../messages/read-switch.ts';

/** Registers the lock: `lock` and `unlock` in, how the bolt is and what was refused out. */
export default function register(RED: NodeAPI): void {
  defineNode<PickedFields>(RED, {
    type: 'nightlatch-lock',
    migrations: COMMANDER_MIGRATIONS,
    begin(parts) {
      const { node, home } = parts;
      const picked = pickedIn(parts.fields, 'lock');
      const { device, attribute } = picked;
      const teller = watchAttribute(parts, picked, (message) => node.send([message, null]));
      return {
        refresh: (reason, change) => teller.look(reason, change),
        changed(change) {
          if (concernsDevice(change, device)) teller.look('change', change);
        },
        async input(message, payload, send) {
          if (device === '') throw new InputError('No lock is picked: open the node and choose one.');
          const isLocking = readSwitch(payload, { yes: ['lock', 'locked'], no: ['unlock', 'unlocked'], key: 'lock' });
          const type = isLocking ? 'lock' : 'unlock';
          const part = attribute === 'lock' ? {} : { attribute };
          const result = await home.execute({ type, device, ...part, ...codeIn(payload) });
          if (result.ok) return;
          const about = sayAttribute(picked, home.snapshot);
          send([null, refusedMessage(message, { home, about, command: type, refusal: result })]);
        },
      };
    },
  });
}
