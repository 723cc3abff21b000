import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, StorageManager } from '@matter/general';
import { DataNamespace, DatafileRoot, Filesystem } from '@matter/general';
import { StorageService } from '@matter/main';
import type { Log } from '@nightlatch/model';
import { HomeStorageDriver } from './home-storage-driver.ts';

/** Opens a log of its own for each node, in a folder that is named like it. */
export class HomeStorageService extends StorageService {
  constructor(environment: Environment, log: Log) {
    super(environment);
    const files = environment.get(Filesystem);
    this.registerDriver({
      id: HomeStorageDriver.id,
      async create({ namespace }: DataNamespace) {
        const folder = join(files.path, namespace);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const lock = await claim(new DatafileRoot(files.directory(namespace)));
        const onClose = async (): Promise<void> => await lock?.close();
        try {
          return await HomeStorageDriver.open({ folder, log, onClose });
        } catch (error) {
          await onClose();
          throw error;
        }
      },
    });
    this.defaultDriver = HomeStorageDriver.id;
  }

  /**
   * The name alone: for a folder, matter.js would look into it for what another driver has left, and write a file of its
   * own.
   *
   * @throws NightlatchError `matter-storage-damaged`.
   */
  override async open(namespace: string | DataNamespace): Promise<StorageManager> {
    return await super.open(new DataNamespace(typeof namespace === 'string' ? namespace : namespace.namespace));
  }
}

/** Nobody else may write here meanwhile. A disk that is full cannot hold the claim, and is no reason to show nothing. */
async function claim(root: DatafileRoot): Promise<DatafileRoot.Lock | undefined> {
  try {
    return await root.lock();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return undefined;
    throw error;
  }
}
