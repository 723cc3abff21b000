import type { NodeAPI, NodeStatus } from 'node-red';
import { findCamera } from '../../devices/find-camera.ts';
import { GONE, LOST, NOT_PICKED, QUIET } from '../../glue/badge.ts';
import type { SecurityFields } from '../../glue/define-node.ts';
import { defineNode } from '../../glue/define-node.ts';
import type { Migration } from '../../glue/migrate.ts';
import { InputError } from '../../messages/input-error.ts';
import { pictureMessage } from '../../messages/picture-message.ts';
import { readCameraRequest } from '../../messages/read-camera-request.ts';
import { securityMessage } from '../../messages/security-message.ts';

interface CameraFields extends SecurityFields {
  readonly device?: string;
  readonly deviceName?: string;
  /** `snapshot` or `clip`. */
  readonly what?: string;
  /** Pixels; 0 for as wide as the camera gives. */
  readonly width?: number | string;
  /** Seconds of a clip before and after the message. */
  readonly before?: number | string;
  readonly after?: number | string;
}

const MIGRATIONS: readonly Migration[] = [(fields) => ({ what: 'snapshot', width: 0, before: 5, after: 5, ...fields })];
const TAKING: NodeStatus = { fill: 'blue', shape: 'dot', text: 'nightlatch-camera.status.taking' };
const PRIVATE: NodeStatus = { fill: 'yellow', shape: 'ring', text: 'nightlatch-camera.status.private' };
const AWAY: NodeStatus = { fill: 'red', shape: 'ring', text: 'nightlatch-camera.status.away' };
const NO_MEDIA: NodeStatus = { fill: 'yellow', shape: 'ring', text: 'nightlatch-camera.status.noMedia' };

/** Registers the camera: any message asks, a picture or a film as a Buffer comes out, and what was refused. */
export default function register(RED: NodeAPI): void {
  defineNode<CameraFields>(RED, {
    type: 'nightlatch-camera',
    migrations: MIGRATIONS,
    begin({ node, fields, home }) {
      const { device = '', deviceName, what, width, before, after } = fields;
      const action = what === 'clip' ? 'clip' : 'snapshot';
      const settings = { action, width: Number(width), before: Number(before), after: Number(after) } as const;
      let taking = 0;
      let following: { unsubscribe(): void } | undefined;
      const show = (): void => {
        const source = home.media?.sources.get(device);
        if (device === '') node.status(NOT_PICKED);
        else if (!home.isOnline) node.status(LOST);
        else if (!home.media) node.status(NO_MEDIA);
        else if (!source) node.status(GONE);
        else if (taking > 0) node.status(TAKING);
        else if (source.state.private) node.status(PRIVATE);
        else node.status(source.state.available ? QUIET : AWAY);
      };
      return {
        refresh() {
          following?.unsubscribe();
          following = home.media?.changes.subscribe((change) => {
            if (change.device === device) show();
          });
          show();
        },
        async input(message, payload, send) {
          if (device === '') throw new InputError('No camera is picked: open the node and choose one.');
          const request = readCameraRequest(payload, settings);
          const source = findCamera(home, device, deviceName);
          const about = { id: device, name: home.snapshot.devices.get(device)?.name ?? (deviceName || device) };
          const circumstances = { home: home.id, reason: 'command', by: 'node-red' } as const;
          taking += 1;
          show();
          try {
            const taken = request.action === 'clip' ? await source.clip(request) : await source.snapshot(request);
            if (taken.ok) return send([{ ...message, ...pictureMessage(about, taken, circumstances) }, null]);
            const more = { command: request.action, text: taken.problem };
            const said = { kind: 'camera', ...about, payload: taken.reason, more };
            send([null, { ...message, ...securityMessage(said, { ...circumstances, at: Date.now() }) }]);
          } finally {
            taking -= 1;
            show();
          }
        },
        close: () => following?.unsubscribe(),
      };
    },
  });
}
