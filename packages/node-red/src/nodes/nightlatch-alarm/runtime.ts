import type { NodeAPI } from 'node-red';
import { alarmBadge } from '../../glue/badge.ts';
import type { SecurityFields } from '../../glue/define-node.ts';
import { defineNode } from '../../glue/define-node.ts';
import { WATCHER_MIGRATIONS } from '../../glue/migrations.ts';
import { refusedMessage } from '../../glue/refused.ts';
import { Teller } from '../../glue/teller.ts';
import { sayAlarm } from '../../messages/alarm-word.ts';
import { partitionOf } from '../../messages/names.ts';
import { readAlarmCommand } from '../../messages/read-alarm-command.ts';

interface AlarmFields extends SecurityFields {
  /** The partition; empty where the home has only one. */
  readonly partition?: string;
}

/** Registers the alarm: commands in, its state and what was refused out. */
export default function register(RED: NodeAPI): void {
  defineNode<AlarmFields>(RED, {
    type: 'nightlatch-alarm',
    migrations: WATCHER_MIGRATIONS,
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
          const own = partitionOf(partition, home.snapshot)?.id;
          if (change.type === 'partition' && change.partition === own) teller.look('change', change);
        },
        async input(message, payload, send) {
          const { snapshot } = home;
          const modes = partitionOf(partition, snapshot)?.ready;
          const command = readAlarmCommand(payload, {
            ...(partition === undefined ? {} : { partition }),
            ...(modes === undefined ? {} : { modes: Object.keys(modes) }),
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
