import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readCommand } from '../src/host/command-reader.ts';
import { readDevice, writeDevice } from '../src/wire/device-message.ts';
import { readEvent } from '../src/wire/event-message.ts';
import type { JsonObject } from '../src/wire/json-object.ts';
import { readPartition, writePartition } from '../src/wire/partition-message.ts';
import { readResult, writeResult } from '../src/wire/result-message.ts';
import { readStatus, writeStatus } from '../src/wire/status-message.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/mqtt.md'), 'utf8');

/** The first JSON example below a heading of the contract. */
function example(heading: string): JsonObject {
  const section = DOCUMENT.slice(DOCUMENT.indexOf(`\n${heading}\n`));
  const [, json] = /```json\n([\s\S]*?)```/.exec(section) ?? [];
  return JSON.parse(json ?? 'null') as JsonObject;
}

const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('the contract’s examples are what we read and what we write', () => {
  const [device, partition, status] = [
    example('### `device/<id>`'),
    example('### `partition/<id>`'),
    example('### `status`'),
  ];
  const [deviceState, view] = [readDevice(device), readPartition(partition)];
  expect(deviceState && defined(writeDevice(deviceState))).toEqual(device);
  expect(view && defined(writePartition(view))).toEqual(partition);
  const hub = readStatus(Buffer.from(JSON.stringify(status)));
  expect(hub && JSON.parse(writeStatus(hub))).toEqual(status);
  const { v: _, n, ...change } = example('### `event`');
  expect(readEvent({ n, ...change }, () => undefined)).toEqual({ n, change });
  expect(readCommand(example('## Commands')).ok).toBe(true);
  const answer = example('| `resync` | | `after`, `instance` |');
  const result = readResult(answer);
  expect(result && defined(writeResult(String(answer['id']), result))).toEqual(answer);
});
