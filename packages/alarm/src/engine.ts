import type { Hazard } from '@nightlatch/model';
import { endReportWindow } from './abort-window.ts';
import { endExit } from './arming.ts';
import { takeCommand, takeVerdict } from './commands.ts';
import type { AlarmConfig, PartitionConfig } from './config.ts';
import { configure, configureAwaited } from './configure.ts';
import type { Deadline } from './deadlines.ts';
import type { AlarmEffect } from './effect.ts';
import { endEntry, endGrace } from './entry-delay.ts';
import { silenceInTime } from './alarms.ts';
import { takeSelfTest, takeTrouble } from './house-trouble.ts';
import { buildHouse } from './house.ts';
import type { AlarmInput } from './input.ts';
import { showOnKeypads } from './keypads.ts';
import { NO_LOCKOUT } from './lockout-policy.ts';
import { takeOperated } from './lock-users.ts';
import { moveLocks } from './locking.ts';
import { endConfirm, endLockSettling } from './locks.ts';
import { takePeople } from './people.ts';
import { announceProgress, hasten } from './progress.ts';
import { PersistentMap } from './persistent-map.ts';
import { takeAttribute, takeAvailability, takeEvent } from './reports.ts';
import { endSettling, startWatching, stopWatching } from './restart.ts';
import { endSirenLimits } from './sirens.ts';
import type { EngineState } from './state.ts';
import { endShutdown } from './swinger.ts';
import { Turn } from './turn.ts';
import { endDwell } from './zone-activity.ts';
import { endZoneTest } from './zone-test.ts';
import { endWalkTest } from './walk-test.ts';

export interface Transition {
  readonly state: EngineState;
  readonly effects: readonly AlarmEffect[];
}

/** The state of a house that was never watched: disarmed, and nothing known of any device. */
export function initialState(config: AlarmConfig, at: number): EngineState {
  return {
    at,
    isWatching: true,
    house: buildHouse(config),
    devices: new PersistentMap(),
    partitions: new PersistentMap(),
    troubles: new PersistentMap(),
    deadlines: [],
    codes: [],
    lockout: NO_LOCKOUT,
    settleUntil: 0,
  };
}

/**
 * Takes one step: the next state, and what is to be done, in order. Pure: no clock, no chance, nothing outside is touched,
 * and the state that was given stays as it is.
 *
 * Deadlines at or before the input's `at` run first, each at its own instant. Time never falls: an input from the past
 * counts as from now.
 */
export function transition(state: EngineState, input: AlarmInput): Transition {
  const turn = new Turn(state);
  const at = Math.max(input.at, state.at);
  if (turn.isWatching) runDue(turn, at);
  turn.at = at;
  take(turn, input);
  configureAwaited(turn);
  moveLocks(turn, state);
  showOnKeypads(turn, turn.moved);
  announceProgress(turn, turn.moved);
  return { state: turn.end(), effects: turn.effects };
}

/** Engine time of the next deadline, epoch milliseconds; none while the hub is stopped. Feed a `tick` then. */
export function nextDeadline(state: EngineState): number | undefined {
  return state.isWatching ? state.deadlines[0]?.at : undefined;
}

function take(turn: Turn, input: AlarmInput): void {
  switch (input.type) {
    case 'attribute':
      return takeAttribute(turn, input);
    case 'availability':
      return takeAvailability(turn, input);
    case 'event':
      return takeEvent(turn, input);
    case 'command':
      return takeCommand(turn, input);
    case 'code-judged':
      return takeVerdict(turn, input);
    case 'operated':
      return takeOperated(turn, input);
    case 'people':
      return takePeople(turn, input);
    case 'trouble':
      return takeTrouble(turn, input);
    case 'self-test':
      return takeSelfTest(turn, input);
    case 'configured':
      return configure(turn, input.config);
    case 'hub':
      return input.to === 'stopped' ? stopWatching(turn) : startWatching(turn, input, () => runDue(turn, turn.at));
    case 'tick':
      return undefined;
  }
}

function runDue(turn: Turn, at: number): void {
  for (let due = turn.deadlines[0]; due !== undefined && due.at <= at; due = turn.deadlines[0]) {
    turn.at = Math.max(turn.at, due.at);
    turn.deadlines = turn.deadlines.slice(1);
    run(turn, due);
  }
}

function run(turn: Turn, { kind, of, hazard }: Deadline): void {
  if (kind === 'settle') return endSettling(turn);
  if (kind === 'confirm') return endConfirm(turn, of);
  if (kind === 'dwell') return endDwell(turn, of);
  if (kind === 'zone-test') return endZoneTest(turn, of);
  if (kind === 'lock-settle') return endLockSettling(turn, of);
  const partition = turn.house.partitions.get(of);
  if (partition) runOfPartition(turn, partition, kind, hazard);
}

function runOfPartition(
  turn: Turn,
  partition: PartitionConfig,
  kind: Exclude<Deadline['kind'], 'settle' | 'confirm' | 'lock-settle' | 'dwell' | 'zone-test'>,
  hazard: Hazard | undefined,
): void {
  switch (kind) {
    case 'exit':
    case 'latch':
      return endExit(turn, partition);
    case 'entry':
      return endEntry(turn, partition);
    case 'grace':
      return endGrace(turn, partition);
    case 'siren':
      return silenceInTime(turn, partition, hazard);
    case 'siren-limit':
      return endSirenLimits(turn, partition);
    case 'report':
      return endReportWindow(turn, partition, hazard);
    case 'swinger':
      return endShutdown(turn, partition);
    case 'progress':
      return hasten(turn, partition);
    case 'walk-test':
      return endWalkTest(turn, partition);
  }
}
