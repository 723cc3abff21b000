import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AlarmConfig, AlarmEffect, AlarmInput, EngineState } from '@nightlatch/alarm';
import { completeInput, freeze, initialState, partitionView, transition } from '@nightlatch/alarm';
import { verifyJournal } from '@nightlatch/hub';
import type { HomeChange } from '@nightlatch/model';
import { expect } from '@jest/globals';
import { decisionsOf } from '../../packages/hub/src/journal/decisions.ts';
import { entryRows } from '../../packages/hub/src/journal/entry-rows.ts';
import { recover } from '../../packages/hub/src/journal/recovery.ts';
import { DATABASE_FILE, DATABASE_VERSION, versionOf } from '../../packages/hub/src/journal/schema.ts';
import { readKeys } from '../../packages/hub/src/keys.ts';
import type { Standing } from './busy-hub.ts';
import type { Acknowledged } from './doomed-hub.ts';
import type { Eventful } from './second-opinion.ts';
import { SecondOpinion } from './second-opinion.ts';

/** How a house stands before it is opened again, and what happened in it so far. */
export interface Left {
  readonly standing: Standing;
  readonly happened: Eventful;
}

const NOTHING: Left = {
  standing: { bypassed: [], memory: [] },
  happened: { held: 0, sent: 0, aborted: 0, remembered: 0, lockouts: 0 },
};

/**
 * Looks at what a killed hub left on the disk: the chain is whole, what was acknowledged is there, and the state that it comes
 * back to is the one that all its inputs lead to, to the byte.
 *
 * @param silent Answers to commands that call for help, over the whole life of the house.
 */
export function checkHouse(dataDir: string, { answers, changes }: Acknowledged, silent: number): Left {
  const database = new DatabaseSync(join(dataDir, DATABASE_FILE));
  try {
    if (versionOf(database) !== DATABASE_VERSION) {
      /* Killed while its database was made. */
      expect(answers.size + changes.size).toBe(0);
      return NOTHING;
    }
    expect(verifyJournal(dataDir).findings).toEqual([]);
    checkAnswers(database, answers);
    checkChanges(database, changes);
    const kept = Number(database.prepare('SELECT count(*) AS n FROM silent').get()?.['n']);
    const decided = [...entryRows(database)].flatMap((row) => JSON.parse(row.decisions ?? '[]') as { type: string }[]);
    /* Each call for help that was decided waits for its sink, and each that was answered was decided. */
    expect(kept).toBe(decided.filter(({ type }) => type === 'silent').length);
    expect(kept).toBeGreaterThanOrEqual(silent);
    return checkState(dataDir, database);
  } finally {
    database.close();
  }
}

function checkAnswers(database: DatabaseSync, answers: Acknowledged['answers']): void {
  const find = database.prepare('SELECT body FROM answer WHERE key = ?');
  const kept = [...answers.keys()].map((id) => [
    id,
    JSON.parse(String(find.get(`phone:${id}`)?.['body'] ?? null)) as unknown,
  ]);
  expect(kept).toEqual([...answers]);
}

function checkChanges(database: DatabaseSync, changes: Acknowledged['changes']): void {
  const rows = database.prepare('SELECT n, body FROM event ORDER BY n').all();
  const first = Number(rows[0]?.['n'] ?? 0);
  expect(rows.map((row) => row['n'])).toEqual(rows.map((_, index) => first + index));
  const kept = new Map(rows.map((row) => [Number(row['n']), JSON.parse(String(row['body'])) as HomeChange]));
  for (const [n, change] of changes) expect([n, essence(kept.get(n))]).toEqual([n, essence(change)]);
}

/** A change without what the database leaves out where it is as it was. */
function essence(change: HomeChange | undefined): unknown {
  if (change?.type !== 'partition') return change;
  const { from, to, ...rest } = change;
  return { ...rest, from: from && { ...from, zones: [], ready: {} }, to: { ...to, zones: [], ready: {} } };
}

/**
 * Every input from the first, through the engine: the decisions are those that were written, the state the one recovered, and
 * what was held, remembered and locked is what the decisions alone say.
 */
function checkState(dataDir: string, database: DatabaseSync): Left {
  const key = readKeys(dataDir).journal;
  if (!key) throw new Error('The house has no journal key.');
  const recovered = recover(dataDir, key);
  recovered.database.close();
  expect(recovered.doubt).toBeUndefined();
  const opinion = new SecondOpinion();
  let state: EngineState | undefined;
  for (const { n, body, decisions } of entryRows(database)) {
    const input = completeInput(JSON.parse(body) as AlarmInput);
    const step = transition(state ?? initialState(configOf(input), input.at), input);
    if (decisionsOf(step.effects) !== decisions) expect([n, decisionsOf(step.effects)]).toEqual([n, decisions]);
    opinion.take(input, JSON.parse(decisions ?? '[]') as AlarmEffect[]);
    state = step.state;
  }
  if (!state || !recovered.state) {
    expect(recovered.state).toBe(state);
    return NOTHING;
  }
  expect(JSON.stringify(freeze(recovered.state))).toBe(JSON.stringify(freeze(state)));
  opinion.compare(recovered.state);
  const { mode, bypassed, memory = [] } = partitionView(recovered.state, 'house');
  return { standing: { ...(mode === undefined ? {} : { mode }), bypassed, memory }, happened: opinion.happened };
}

function configOf(input: AlarmInput): AlarmConfig {
  if (input.type !== 'configured') throw new Error(`The journal begins with ${input.type} instead of a configuration.`);
  return input.config;
}
