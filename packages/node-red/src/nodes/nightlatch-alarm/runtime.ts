import type { NodeAPI } from 'node-red';
import { alarmBadge } from '../../glue/badge.ts';
import type { SecurityFields } from '../../glue/define-node.ts';
import { defineNode } from '../../glue/define-node.ts';
import { COMMANDER_MIGRATIONS } from '../../glue/migrations.ts';
import { refusedMessage } from '../../glue/refused.ts';
import { Teller } from '../../glue/teller.ts';
import { sayAlarm } from '../../messages/alarm-word.ts';
import { concernsAlarm, partitionOf } from '../../messages/names.ts';
import { readAlarmCommand } from '../../messages/read-alarm-command.ts';

interface AlarmFields extends SecurityFields {
  /** The partition; empty where the home has only one. */
  readonly partition?: string;
}

/** Registers the alarm: commands in, its state and what was refused out. */
export default function register(RED: NodeAPI): void {
  defineNode<AlarmFields>(RED, {
    type: 'nightlatch-alarm',
    migrations: COMMANDER_MIGRATIONS,
    begin({ node, fields, home }) {
      const partition = fields.partition || undefined;
      const teller = new Teller({
        node,
        home,
        fields,
        say: () => sayAlarm(partition, partitionOf(partition, home.snapshot), home.snapshot),
        badge: ({ payload }) => alarmBadge(String(payload)),
        signature: ({ payload, more }) => JSON.stringify([payload, more?.['state'], more?.['mode'], more?.['alarms']]),
        send: (message) => node.send([message, null]),
      });
      return {
        refresh: (reason, change) => teller.look(reason, change),
        changed(change) {
          const { snapshot } = home;
          const isOurs =
            change.type === 'partition' && concernsAlarm(change.partition, partitionOf(partition, snapshot), snapshot);
          if (isOurs) teller.look('change', change);
        },
        async input(message, payload, send) {
          const view = partitionOf(partition, home.snapshot);
          const own = partition ?? view?.id;
          const command = readAlarmCommand(payload, {
            ...(own === undefined ? {} : { partition: own }),
            ...(view === undefined ? {} : { modes: Object.keys(view.ready) }),
          });
          const result = await home.execute(command);
          if (result.ok) return;
          const about = sayAlarm(command.partition, partitionOf(command.partition, home.snapshot), home.snapshot);
          send([null, refusedMessage(message, { home, about, command: command.type, refusal: result })]);
        },
      };
    },
  });
}
