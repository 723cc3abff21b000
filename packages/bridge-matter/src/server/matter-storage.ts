import { mkdirSync } from 'node:fs';
import { Filesystem } from '@matter/general';
import { Environment, StorageService } from '@matter/main';
import { NodeJsFilesystem } from '@matter/nodejs';
import type { Log } from '@nightlatch/model';
import { HomeStorageService } from './storage/home-storage-service.ts';

/** Makes an environment of matter.js that keeps everything in one private folder: fabrics, keys, numbers of endpoints. */
export function matterEnvironment(folder: string, log: Log): Environment {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const environment = new Environment('nightlatch', Environment.default);
  environment.set(Filesystem, new NodeJsFilesystem(() => folder));
  environment.set(StorageService, new HomeStorageService(environment, log));
  return environment;
}
