import type { NodeAPI } from 'node-red';
import { GONE, LOST, NOT_PICKED, valueBadge } from '../../glue/badge.ts';
import type { SecurityFields } from '../../glue/define-node.ts';
import { defineNode } from '../../glue/define-node.ts';
import { COMMANDER_MIGRATIONS } from '../../glue/migrations.ts';
import { refusedMessage } from '../../glue/refused.ts';
import { Teller } from '../../glue/teller.ts';
import { concernsDevice } from '../../glue/watch-attribute.ts';
import { InputError } from '../../messages/input-error.ts';
import { readZoneCommand } from '../../messages/read-zone-command.ts';
import { findZone, sayZone } from '../../messages/zone-word.ts';

interface ZoneFields extends SecurityFields {
  readonly zone?: string;
  readonly zoneName?: string;
}

/** Registers the zone: how one sensor of the alarm is, and its bypass. */
export default function register(RED: NodeAPI): void {
  defineNode<ZoneFields>(RED, {
    type: 'nightlatch-zone',
    migrations: COMMANDER_MIGRATIONS,
    begin({ node, fields, home }) {
      const { zone = '', zoneName } = fields;
      const teller = new Teller({
        node,
        home,
        fields,
        say: () => sayZone(zone, zoneName, home.snapshot),
        badge: ({ payload }) => {
          if (zone === '') return NOT_PICKED;
          if (!home.isOnline) return LOST;
          return findZone(zone, home.snapshot) ? valueBadge(payload) : GONE;
        },
        send: (message) => node.send([message, null]),
      });
      return {
        refresh: (reason, change) => teller.look(reason, change),
        changed(change) {
          const found = findZone(zone, home.snapshot);
          const isPartition = change.type === 'partition' && change.to.zones.some(({ id }) => id === zone);
          if (isPartition || (found && concernsDevice(change, found.zone.device))) teller.look('change', change);
        },
        async input(message, payload, send) {
          const found = findZone(zone, home.snapshot);
          if (zone === '') throw new InputError('No zone is picked: open the node and choose one.');
          const asked = readZoneCommand(payload, zone);
          if ('feed' in asked) {
            const device = found?.zone.device ?? '';
            if (!home.devices.feed(device, found?.zone.signal, asked.feed)) {
              throw new InputError('Only a zone whose device was made in Node-RED can be set to true or false.');
            }
            return;
          }
          const { command } = asked;
          const partition = found === undefined ? {} : { partition: found.partition.id };
          const result = await home.execute({ ...command, ...partition });
          if (result.ok) return;
          const about = sayZone(zone, zoneName, home.snapshot);
          send([null, refusedMessage(message, { home, about, command: command.type, refusal: result })]);
        },
      };
    },
  });
}
