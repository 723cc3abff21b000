import type { NodeAPI } from 'node-red';
import type { SharedHome } from '../connection/shared-home.ts';
import { alarmWord } from '../messages/alarm-word.ts';
import { partitionOf } from '../messages/names.ts';
import { findHome } from './home-node.ts';

/** What the editor's pickers offer: everything that a home has, by its stable ids. */
function thingsOf(home: SharedHome): object {
  const { link, devices, partitions, master } = home.snapshot;
  const alarms = [...(master ? [master.id] : []), ...partitions.keys()];
  return {
    link,
    problem: home.problem,
    partitions: alarms.flatMap((id) => {
      const view = partitionOf(id, home.snapshot);
      if (!view) return [];
      return [{ id, name: view.name, modes: Object.keys(view.ready), word: alarmWord(view, link === 'online') }];
    }),
    zones: [...partitions.values()].flatMap(({ id: partition, zones }) =>
      zones.map(({ id, name, device, signal, type }) => ({ id, name, device, signal, type, partition })),
    ),
    devices: [...devices.values()].map(({ id, name, room, attributes, events, abilities }) => {
      const hasCamera = home.media?.sources.has(id) === true;
      return { id, name, room, attributes, events, abilities, hasCamera };
    }),
  };
}

/** Serves the editor's pickers: only to those who may read flows; an empty list while a home is not deployed. */
export function serveThings(RED: NodeAPI): void {
  const mayRead = RED.auth.needsPermission('nightlatch.read');
  RED.httpAdmin.get('/nightlatch/:home/things', mayRead, (request, response) => {
    const home = findHome(RED, String(request.params['home']));
    response.json(home ? thingsOf(home) : { link: 'unknown', isMissing: true, partitions: [], zones: [], devices: [] });
  });
}
