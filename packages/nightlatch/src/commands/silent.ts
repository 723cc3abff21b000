import { randomUUID } from 'node:crypto';
import { createSilentSinks } from '@nightlatch/assembly';
import { NightlatchError } from '@nightlatch/model';
import type { CliHost, CommonOptions, ExitCode } from '../cli-host.ts';
import { say, sayJson } from '../cli-host.ts';
import { houseFiles, loadHouse, shortPath } from '../house-files.ts';

/**
 * Sends a silent alarm that says it is a test to every sink, and tells which could be reached: a running hub never does.
 *
 * @throws NightlatchError `no-sink` where none is configured.
 */
export async function testSilent(host: CliHost, options: CommonOptions): Promise<ExitCode> {
  const files = houseFiles(host, options);
  const { config } = loadHouse(host, files);
  const sinks = createSilentSinks(config.silent, files.config);
  if (sinks.length === 0) {
    const file = shortPath(host, files.config);
    throw new NightlatchError('no-sink', `${file} names nobody who is told of silent alarms: add one under silent.`);
  }
  const [partition] = config.partitions.map(({ id }) => id);
  const { id, name } = config.home;
  const alarm = {
    id: randomUUID(),
    at: Date.now(),
    event: 'test',
    home: { id, name },
    partition: partition ?? '',
  } as const;
  const outcomes = await Promise.all(
    sinks.map(async (sink, index) => {
      const what = config.silent[index]?.type ?? '';
      try {
        await sink.deliver(alarm);
        return { sink: index, type: what, ok: true };
      } catch (error) {
        return { sink: index, type: what, ok: false, problem: problemOf(error) };
      }
    }),
  );
  if (options.json) sayJson(host, outcomes);
  else
    for (const { sink, type, ok, problem } of outcomes)
      say(host, `silent.${sink} (${type}): ${ok ? 'arrived' : `not delivered: ${problem}`}`);
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
}

/** `fetch` hides the reason in the cause. */
function problemOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  if (cause instanceof Error && cause.message !== '') return cause.message;
  return error instanceof Error ? error.message : String(error);
}
