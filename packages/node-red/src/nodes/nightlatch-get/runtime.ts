import type { HomeSnapshot } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import { LOST, QUIET } from '../../glue/badge.ts';
import { defineNode } from '../../glue/define-node.ts';
import { WATCHER_MIGRATIONS } from '../../glue/migrations.ts';
import type { PickedFields } from '../../glue/watch-attribute.ts';
import { pickedIn } from '../../glue/watch-attribute.ts';
import { sayAlarm } from '../../messages/alarm-word.ts';
import { sayAttribute } from '../../messages/device-words.ts';
import { partitionOf } from '../../messages/names.ts';
import { sayHome } from '../../messages/say-home.ts';
import type { Said } from '../../messages/security-message.ts';
import { securityMessage } from '../../messages/security-message.ts';
import { sayZone } from '../../messages/zone-word.ts';

interface GetFields extends PickedFields {
  /** `home`, `alarm`, `zone` or `device`. */
  readonly what?: string;
  readonly partition?: string;
  readonly zone?: string;
  readonly zoneName?: string;
  /** Leaves the incoming payload as it is, and only adds `security`. */
  readonly keepPayload?: boolean;
}

/** Registers security get: the present state of anything, added to the message that asks. */
export default function register(RED: NodeAPI): void {
  defineNode<GetFields>(RED, {
    type: 'nightlatch-get',
    migrations: WATCHER_MIGRATIONS,
    begin({ node, fields, home }) {
      const say = (): Said => {
        const { snapshot } = home;
        switch (fields.what) {
          case 'alarm':
            return sayZones(fields.partition, snapshot);
          case 'zone':
            return sayZone(fields.zone ?? '', fields.zoneName, snapshot);
          case 'device':
            return sayAttribute(pickedIn(fields, 'contact'), snapshot);
          default:
            return sayHome(home.id, home.home?.name ?? home.id, snapshot);
        }
      };
      return {
        refresh: () => node.status(home.isOnline ? QUIET : LOST),
        input(message, _, send) {
          const told = securityMessage(say(), { home: home.id, at: Date.now(), reason: 'start' });
          send(fields.keepPayload ? { ...message, security: told.security } : { ...message, ...told });
        },
      };
    },
  });
}

/** An alarm with all its zones, which its own messages leave out. */
function sayZones(id: string | undefined, snapshot: HomeSnapshot): Said {
  const view = partitionOf(id, snapshot);
  const said = sayAlarm(id, view, snapshot);
  const zones = view?.zones.map(({ id: zone, name, type }) => ({ id: zone, name, type })) ?? [];
  return { ...said, more: { ...said.more, zones } };
}
