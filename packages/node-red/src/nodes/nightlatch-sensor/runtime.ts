import type { NodeAPI } from 'node-red';
import { defineNode } from '../../glue/define-node.ts';
import { WATCHER_MIGRATIONS } from '../../glue/migrations.ts';
import type { PickedFields } from '../../glue/watch-attribute.ts';
import { concernsDevice, pickedIn, watchAttribute } from '../../glue/watch-attribute.ts';

/** Registers the sensor: what one thing measures, as it becomes so. */
export default function register(RED: NodeAPI): void {
  defineNode<PickedFields>(RED, {
    type: 'nightlatch-sensor',
    migrations: WATCHER_MIGRATIONS,
    begin(parts) {
      const picked = pickedIn(parts.fields, 'contact');
      const teller = watchAttribute(parts, picked, (message) => parts.node.send(message));
      return {
        refresh: (reason, change) => teller.look(reason, change),
        changed(change) {
          if (concernsDevice(change, picked.device)) teller.look('change', change);
        },
        input: (message, _, send) => send({ ...message, ...teller.present() }),
      };
    },
  });
}
