import type { AttributeKey, HomeChange } from '@nightlatch/model';
import { attributeName } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import { findCamera } from '../../devices/find-camera.ts';
import { messageOf } from '../../glue/answer.ts';
import { GONE, LOST, NOT_PICKED, QUIET } from '../../glue/badge.ts';
import { defineNode } from '../../glue/define-node.ts';
import type { Migration } from '../../glue/migrate.ts';
import { WATCHER_MIGRATIONS } from '../../glue/migrations.ts';
import type { PickedFields } from '../../glue/watch-attribute.ts';
import { sayAttribute } from '../../messages/device-words.ts';
import { namedDevice } from '../../messages/names.ts';
import { pictureMessage } from '../../messages/picture-message.ts';
import type { SecurityMessage } from '../../messages/security-message.ts';
import { securityMessage } from '../../messages/security-message.ts';

/** How long the badge shows that it rang. */
const SHOWN_MS = 5000;

interface DoorbellFields extends PickedFields {
  /** Whether a picture is taken when it rings. */
  readonly picture?: boolean;
  /** Pixels; 0 for as wide as the camera gives. */
  readonly width?: number | string;
}

/** Version 2 takes pictures: a doorbell of version 1 goes on without. */
const MIGRATIONS: readonly Migration[] = [...WATCHER_MIGRATIONS, (fields) => ({ picture: false, width: 0, ...fields })];

/** Registers the doorbell: rings on the first output, motion and people before it on the second, its picture on the third. */
export default function register(RED: NodeAPI): void {
  defineNode<DoorbellFields>(RED, {
    type: 'nightlatch-doorbell',
    migrations: MIGRATIONS,
    begin({ node, fields, home }) {
      const { device = '', deviceName } = fields;
      /* The ring has left already: no camera, however slow, holds it up. */
      const takePicture = async (ring: SecurityMessage): Promise<void> => {
        try {
          const width = Number(fields.width);
          const source = findCamera(home, device, deviceName || ring.security.name);
          const taken = await source.snapshot(width > 0 ? { maxWidth: width } : {});
          if (!taken.ok) return node.error(taken.problem, { ...ring, payload: taken.reason });
          const about = namedDevice(device, home.snapshot);
          node.send([null, null, pictureMessage(about, taken, { home: home.id, reason: 'change' })]);
        } catch (error) {
          node.error(messageOf(error), { ...ring });
        }
      };
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
        const ring = securityMessage(said, { home: home.id, at: change.at, reason: 'change' });
        node.send([ring, null, null]);
        if (fields.picture) void takePicture(ring);
      };
      const moved = (attribute: AttributeKey, at: number): void => {
        const said = sayAttribute({ device, attribute }, home.snapshot);
        node.send([null, securityMessage(said, { home: home.id, at, reason: 'change' }), null]);
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
