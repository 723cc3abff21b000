import type { Config } from '@nightlatch/assembly';
import { Replay } from '../replay/replay.ts';
import type { Recording } from '../replay/run-recording.ts';
import { runRecording } from '../replay/run-recording.ts';
import type { AlarmSeen } from '../replay/tally.ts';
import type { Choice } from './choices.ts';
import { choicesOf } from './choices.ts';

/** An alarm that only one of the two houses had, with what else of the house tells what it was. */
export interface ChosenAlarm extends AlarmSeen {
  /** Somebody with the right to disarmed within a few minutes: likely someone who came home. */
  readonly isAnswered: boolean;
  /** No other zone alarmed with it, nor the same again: likely nobody was there. */
  readonly isAlone: boolean;
}

/** What a choice comes to on recorded events: the alarms it saves, those it would miss, and those it makes late. */
export interface JudgedChoice {
  readonly choice: Choice;
  /** Likely false, and not raised under the choice. */
  readonly saved: readonly ChosenAlarm[];
  /** Likely real, and not raised under the choice. */
  readonly missed: readonly ChosenAlarm[];
  /** Raised either way, under the choice so many milliseconds later. */
  readonly lateMs: readonly number[];
}

/** An alarm of the other house within this of one of ours is the same one. */
const SAME_MS = 120_000;
/** Somebody who disarms so soon was there. */
const ANSWER_MS = 180_000;

/** Runs recorded events through the house, and through the house with each choice turned over, all in one pass. */
export async function judgeChoices(config: Config, recording: Recording): Promise<readonly JudgedChoice[]> {
  const own = new Replay({ config });
  const others = choicesOf(config).map((choice) => ({ choice, run: new Replay({ config: choice.other }) }));
  await runRecording(recording, (line) => {
    own.take(line);
    for (const { run } of others) run.take(line);
  });
  own.end();
  return others.map(({ choice, run }) => {
    run.end();
    return choice.isMade ? compare(choice, own, run) : compare(choice, run, own);
  });
}

function compare(choice: Choice, withIt: Replay, without: Replay): JudgedChoice {
  const left = [...withIt.tally.alarms];
  const lateMs: number[] = [];
  const avoided: ChosenAlarm[] = [];
  for (const alarm of without.tally.alarms) {
    const place = left.findIndex((one) => isSame(alarm, one));
    const [same] = place < 0 ? [] : left.splice(place, 1);
    if (same === undefined) avoided.push(described(alarm, without));
    else if (same.at > alarm.at) lateMs.push(same.at - alarm.at);
  }
  const isFalse = ({ isAnswered, isAlone }: ChosenAlarm): boolean => isAnswered || isAlone;
  return { choice, saved: avoided.filter(isFalse), missed: avoided.filter((alarm) => !isFalse(alarm)), lateMs };
}

function isSame(one: AlarmSeen, other: AlarmSeen): boolean {
  const isNear = other.at >= one.at - SAME_MS && other.at <= one.at + SAME_MS;
  return isNear && one.partition === other.partition && one.hazard === other.hazard;
}

function described(alarm: AlarmSeen, { tally }: Replay): ChosenAlarm {
  const { partition, at } = alarm;
  const isAnswered = tally.disarms.some(
    (one) => one.partition === partition && one.at >= at && one.at <= at + ANSWER_MS,
  );
  return { ...alarm, isAnswered, isAlone: alarm.trips <= 1 };
}
