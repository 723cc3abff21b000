import type { AttributeKey, HomeChange } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import { GONE, LOST, NOT_PICKED, QUIET } from '../../glue/badge.ts';
import { defineNode } from '../../glue/define-node.ts';
import { WATCHER_MIGRATIONS } from '../../glue/migrations.ts';
import type { PickedFields } from '../../glue/watch-attribute.ts';
import { sayAttribute } from '../../messages/device-words.ts';
import { namedDevice } from '../../messages/names.ts';
import { securityMessage } from '../../messages/security-message.ts';

/** How long the badge shows that it rang. */
const SHOWN_MS = 5000;

/** Registers the doorbell: rings on the first output, motion and people before it on the second. */
export default function register(RED: NodeAPI): void {
  defineNode<PickedFields>(RED, {
    type: 'nightlatch-doorbell',
    migrations: WATCHER_MIGRATIONS,
    begin({ node, fields, home }) {
      const { device = '' } = fields;
      let quiet: NodeJS.Timeout | undefined;
      const rest = (): void => {
        const isThere = home.snapshot.devices.has(device);
        if (device === '') node.status(NOT_PICKED);
        else if (!home.isOnline) node.status(LOST);
        else node.status(isThere ? QUIET : GONE);
      };
      const rang = (change: Extract<HomeChange, { type: 'event' }>): void => {
        const said = { kind: 'doorbell', ...namedDevice(device, home.snapshot), payload: change.event };
        node.status({ fill: 'blue', shape: 'dot', text: 'nightlatch.status.rang' });
        clearTimeout(quiet);
        quiet = setTimeout(rest, SHOWN_MS);
        node.send([securityMessage(said, { home: home.id, at: change.at, reason: 'change' }), null]);
      };
      const moved = (attribute: AttributeKey, at: number): void => {
        const said = sayAttribute({ device, attribute }, home.snapshot);
        node.send([null, securityMessage(said, { home: home.id, at, reason: 'change' })]);
      };
      return {
        refresh: rest,
        changed(change) {
          if (change.type === 'event' && change.device === device && change.event === 'ring') rang(change);
          if (change.type === 'removed' || change.type === 'described') rest();
          if (change.type !== 'attribute' || change.device !== device) return;
          const name = attributeName(change.attribute);
          if (name === 'motion' || name === 'occupancy') moved(change.attribute, change.at);
        },
        close: () => clearTimeout(quiet),
      };
    },
  });
}
