import type { Master, MasterView } from '@nightlatch/model';
import type { JsonObject } from './json-object.ts';
import { textOf, textsOf } from './json-object.ts';
import { LINK_VERSION } from './topics.ts';

/** Writes what a master is; how it stands is read from its partitions. */
export function writeMaster({ id, name, partitions }: Master): JsonObject {
  return { id, name, partitions };
}

/** Reads what a master is; undefined where it names no partitions. */
export function readMaster(message: JsonObject): Master | undefined {
  const [id, partitions] = [textOf(message, 'id'), textsOf(message, 'partitions')];
  if (id === undefined || partitions === undefined) return undefined;
  return { id, name: textOf(message, 'name') ?? id, partitions };
}

/** Writes what `partition/<master>` holds: by `partitions` a client tells it from a partition. */
export function writeMasterView(view: MasterView): JsonObject {
  return { v: LINK_VERSION, ...view, modes: Object.keys(view.ready) };
}
