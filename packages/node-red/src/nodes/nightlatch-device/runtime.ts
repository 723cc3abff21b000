import type { DeviceDescription, DeviceOrder } from '@nightlatch/model';
import { UNKNOWN } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import type { SharedHome } from '../../connection/shared-home.ts';
import type { DeviceKind } from '../../devices/device-kinds.ts';
import { DEVICE_KINDS, readValue } from '../../devices/device-kinds.ts';
import { LOST, QUIET, valueBadge } from '../../glue/badge.ts';
import type { SecurityFields } from '../../glue/define-node.ts';
import { defineNode } from '../../glue/define-node.ts';
import { COMMANDER_MIGRATIONS } from '../../glue/migrations.ts';
import { InputError } from '../../messages/input-error.ts';
import { securityMessage } from '../../messages/security-message.ts';

interface DeviceFields extends SecurityFields {
  readonly name?: string;
  readonly room?: string;
  /** A row of `DEVICE_KINDS`. */
  readonly kind?: string;
  /** The last part of its id, which never changes: whatever uses the device knows it by this. */
  readonly key?: string;
}

/** How long a hub may take to show a device that it was told of. */
const TAKEN_MS = 3000;

/** The device that each node has made, and where: a node that makes another takes the first one back. */
const made = new Map<string, { readonly home: SharedHome; readonly device: string }>();

/** Registers the virtual device: a flow's values in, the home's commands out. */
export default function register(RED: NodeAPI): void {
  defineNode<DeviceFields>(RED, {
    type: 'nightlatch-device',
    migrations: COMMANDER_MIGRATIONS,
    begin({ node, fields, home }) {
      const kind = DEVICE_KINDS[fields.kind ?? 'contact'];
      if (!kind) throw new InputError('The kind of the device is not known: open the node and choose one.');
      const description = describe(fields, kind, `${home.devices.id}/${fields.key || node.id}`);
      const { id, name } = description;
      const before = made.get(node.id);
      if (before && (before.device !== id || before.home !== home)) before.home.devices.withdraw(before.device);
      made.set(node.id, { home, device: id });
      home.devices.describe(description, (order) => {
        const { payload, more } = orderWord(order);
        const said = { kind: 'command', id, name, payload, more };
        node.send(securityMessage(said, { home: home.id, at: Date.now(), reason: 'change' }));
      });
      const show = (): void => {
        const value = kind.attribute && home.snapshot.devices.get(id)?.values[kind.attribute]?.value;
        if (!home.isOnline) return node.status(LOST);
        if (!home.snapshot.devices.has(id)) return node.status(WAITING);
        node.status(value === undefined ? QUIET : valueBadge(value));
      };
      return {
        refresh: show,
        changed(change) {
          if ('device' in change && (change.device === id || change.type === 'described')) show();
        },
        async input(_, payload) {
          if (kind.attribute) {
            home.devices.report(id, { [kind.attribute]: readValue(kind.attribute, payload) });
          } else if (kind.event) {
            if (payload !== false) home.devices.happen(id, kind.event);
          } else {
            throw new InputError('A chime reports nothing: it only sends what it is told.');
          }
          await demandTaken(home, id);
        },
        close(isRemoved) {
          if (!isRemoved) return;
          home.devices.withdraw(id);
          made.delete(node.id);
        },
      };
    },
  });
}

const WAITING = { fill: 'yellow', shape: 'ring', text: 'nightlatch-device.status.waiting' } as const;

/** A hub that is away hears the value when it is back; one that is there and has no such device did not want it. */
async function demandTaken(home: SharedHome, id: string): Promise<void> {
  const isTaken = await home.becomes(({ link, devices }) => link !== 'online' || devices.has(id), TAKEN_MS);
  if (isTaken) return;
  const remedy = `give "${home.devices.id}" devices: true in the hub's link.clients`;
  throw new InputError(`The hub does not take devices from us: ${remedy}.`);
}

function describe({ name, room, kind }: DeviceFields, what: DeviceKind, id: string): DeviceDescription {
  return {
    id,
    name: name || (kind ?? id),
    ...(room ? { room } : {}),
    attributes: what.attribute ? [what.attribute] : [],
    events: what.event ? [what.event] : [],
    abilities: what.ability ? [what.ability] : [],
    manufacturer: 'Node-RED',
  };
}

/** An order as one word or boolean, with the rest beside it. */
function orderWord(order: DeviceOrder): { readonly payload: unknown; readonly more: Record<string, unknown> } {
  switch (order.type) {
    case 'lock':
      return { payload: order.locked ? 'lock' : 'unlock', more: {} };
    case 'siren': {
      const { on, pattern, seconds } = order;
      return { payload: on, more: { pattern: pattern ?? UNKNOWN, ...(seconds === undefined ? {} : { seconds }) } };
    }
    case 'chime':
      return { payload: 'chime', more: order.seconds === undefined ? {} : { seconds: order.seconds } };
    case 'keypad':
      return { payload: 'keypad', more: { indication: order.indication } };
  }
}
