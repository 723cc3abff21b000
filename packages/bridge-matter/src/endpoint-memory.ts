import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '@nightlatch/model';
import type { EndpointMemory, RememberedEndpoint } from './remembering-host.ts';

interface Kept {
  readonly v: 1;
  readonly endpoints: readonly RememberedEndpoint[];
}

/**
 * Opens a file that remembers endpoints. A missing one is empty; one that cannot be read is too, with a line in the log:
 * endpoints then come back as their devices are heard of.
 */
export function openEndpointMemory(file: string, log: Log): EndpointMemory {
  return {
    endpoints: read(file, log),
    save: (endpoints) => {
      try {
        mkdirSync(dirname(file), { recursive: true });
        // Another file first: a power cut leaves the old one or the new one, never half of one.
        writeFileSync(`${file}.new`, JSON.stringify({ v: 1, endpoints } satisfies Kept));
        renameSync(`${file}.new`, file);
      } catch (error) {
        log.error(`What is shown in Matter cannot be remembered in ${file}: ${String(error)}`);
      }
    },
  };
}

function read(file: string, log: Log): readonly RememberedEndpoint[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  try {
    const { v, endpoints } = JSON.parse(text) as Partial<Kept>;
    if (v === 1 && Array.isArray(endpoints)) return endpoints;
  } catch {
    // Told below.
  }
  log.warn(`${file} cannot be read: what was shown in Matter comes back as it is heard of.`);
  return [];
}
