import type { AlarmConfig, AlarmInput, EngineState } from '@nightlatch/alarm';
import { alarmOf, completeInput, initialState, thaw, transition } from '@nightlatch/alarm';
import type { DeviceState, Health } from '@nightlatch/model';
import { houseHealth } from '../health.ts';
import { entryRows } from './entry-rows.ts';
import { openJournal, toEntry } from './read-journal.ts';

/** A house as its data folder has it, whether or not its hub runs. */
export interface ReadHouse {
  readonly alarm: AlarmConfig;
  readonly devices: readonly DeviceState[];
  readonly health: Health;
}

/**
 * Reads a house beside its hub: the last snapshot and every input since. Changes nothing.
 *
 * @param testHoldsMs Milliseconds for which the sight of a walk test holds.
 * @returns Undefined where no hub has run yet.
 * @throws NightlatchError `no-journal`, `journal-unreadable`, `engine-state`.
 */
export function readHouse(
  dataDir: string,
  { testHoldsMs }: { readonly testHoldsMs?: number } = {},
): ReadHouse | undefined {
  const database = openJournal(dataDir);
  try {
    const stored = database.prepare('SELECT n, body FROM snapshot').get();
    let state: EngineState | undefined = stored && thaw(JSON.parse(String(stored['body'])));
    for (const row of entryRows(database, Number(stored?.['n'] ?? 0))) {
      const input = completeInput(toEntry(row).body as AlarmInput);
      if (!state && input.type !== 'configured') return undefined;
      state = transition(state ?? initialState((input as { config: AlarmConfig }).config, input.at), input).state;
    }
    if (!state) return undefined;
    const devices = database
      .prepare('SELECT body FROM device')
      .all()
      .map((row) => JSON.parse(String(row['body'])) as DeviceState);
    const ids = devices.map(({ id }) => id);
    const holds = testHoldsMs === undefined ? {} : { testHoldsMs };
    return { alarm: alarmOf(state), devices, health: houseHealth(state, ids, { ...holds, toWall: (at) => at }) };
  } finally {
    database.close();
  }
}
