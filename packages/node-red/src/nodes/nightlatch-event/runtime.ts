import type { HomeChange } from '@nightlatch/model';
import type { NodeAPI } from 'node-red';
import { LOST, QUIET } from '../../glue/badge.ts';
import type { SecurityFields } from '../../glue/define-node.ts';
import { defineNode } from '../../glue/define-node.ts';
import { WATCHER_MIGRATIONS } from '../../glue/migrations.ts';
import { eventsOf } from '../../messages/events-of.ts';
import { actorOf, securityMessage } from '../../messages/security-message.ts';

interface EventFields extends SecurityFields {
  /** The words to tell; all where there are none. */
  readonly events?: readonly string[];
  readonly partition?: string;
}

/** Registers the alarm's events: one message for each that is asked for, with its cause. */
export default function register(RED: NodeAPI): void {
  defineNode<EventFields>(RED, {
    type: 'nightlatch-event',
    migrations: WATCHER_MIGRATIONS,
    begin({ node, fields, home }) {
      const wanted = new Set(fields.events ?? []);
      let wasOnline = home.isOnline;
      const tell = (change: HomeChange): void => {
        const isOwn = home.isOwn(change);
        if (isOwn && fields.own === false) return;
        for (const event of eventsOf(change, home.snapshot)) {
          if (wanted.size > 0 && !wanted.has(event.payload)) continue;
          if (fields.partition && event.partition !== undefined && event.partition !== fields.partition) continue;
          const actor = actorOf(change);
          const reason = isOwn ? 'command' : 'change';
          node.status({ fill: 'blue', shape: 'dot', text: `nightlatch-event.event.${event.payload}` });
          const who = actor === undefined ? {} : { actor };
          node.send(securityMessage(event, { home: home.id, at: change.at, reason, ...who }));
        }
      };
      return {
        refresh(_, change) {
          const { isOnline } = home;
          node.status(isOnline ? QUIET : LOST);
          if (change && isOnline !== wasOnline) tell(change);
          if (!isOnline) node.status(LOST);
          wasOnline = isOnline;
        },
        changed: tell,
      };
    },
  });
}
