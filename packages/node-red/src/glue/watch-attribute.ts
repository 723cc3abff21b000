import type { AttributeKey, DeviceId, HomeChange } from '@nightlatch/model';
import { isAttributeKey } from '@nightlatch/model';
import { sayAttribute } from '../messages/device-words.ts';
import type { Picked } from '../messages/device-words.ts';
import type { SecurityMessage } from '../messages/security-message.ts';
import { GONE, LOST, NOT_PICKED, valueBadge } from './badge.ts';
import type { NodeParts, SecurityFields } from './define-node.ts';
import { Teller } from './teller.ts';

/** The fields of a node that picked one attribute of one device. */
export interface PickedFields extends SecurityFields {
  readonly device?: string;
  /** What it was called when it was picked: shown where it has vanished. */
  readonly deviceName?: string;
  readonly attribute?: string;
}

/** Reads what was picked. @param usual The attribute where none is named. */
export function pickedIn({ device = '', deviceName, attribute }: PickedFields, usual: AttributeKey): Picked {
  return {
    device,
    ...(deviceName === undefined ? {} : { deviceName }),
    attribute: attribute !== undefined && isAttributeKey(attribute) ? attribute : usual,
  };
}

/** Tells one attribute of a device as it becomes so, with the badge that goes with it. */
export function watchAttribute<Fields extends PickedFields>(
  { node, home, fields }: NodeParts<Fields>,
  picked: Picked,
  send: (message: SecurityMessage) => void,
): Teller {
  return new Teller({
    node,
    home,
    fields,
    say: () => sayAttribute(picked, home.snapshot),
    badge: ({ more }) => {
      if (picked.device === '') return NOT_PICKED;
      if (!home.isOnline) return LOST;
      return home.snapshot.devices.has(picked.device) ? valueBadge(more?.['value']) : GONE;
    },
    send,
  });
}

/** Tells whether a change may be one of a device's values, or of whether they can be trusted. */
export function concernsDevice(change: HomeChange, device: DeviceId): boolean {
  switch (change.type) {
    case 'attribute':
    case 'availability':
    case 'removed':
      return change.device === device;
    case 'described':
      return change.device.id === device;
    default:
      return false;
  }
}
