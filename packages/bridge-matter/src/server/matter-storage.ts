import { mkdirSync } from 'node:fs';
import { Filesystem } from '@matter/general';
import { Environment, StorageService } from '@matter/main';
import { FileStorageDriver, NodeJsFilesystem } from '@matter/nodejs';

/** Makes an environment of matter.js that keeps everything in one private folder: fabrics, keys, numbers of endpoints. */
export function matterEnvironment(folder: string): Environment {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const environment = new Environment('nightlatch', Environment.default);
  environment.set(Filesystem, new NodeJsFilesystem(() => folder));
  const storage = new StorageService(environment);
  // One value a file, each written beside the old one and then put in its place: whole after a power cut.
  storage.registerDriver(FileStorageDriver);
  storage.defaultDriver = FileStorageDriver.id;
  environment.set(StorageService, storage);
  return environment;
}
