import type {
  Actor,
  AttributeKey,
  AttributeValue,
  DeviceId,
  HomeCommand,
  LockMeans,
  MomentaryEvent,
  Person,
  ReportCause,
  Unknown,
} from '@nightlatch/model';
import type { AlarmConfig } from './config.ts';
import type { JudgedCredential, Moment } from './rights-policy.ts';

/** A command as the engine gets it: the code is gone, and `hasCode` says that one was offered. */
export type CodelessCommand = HomeCommand extends infer Command
  ? Command extends HomeCommand
    ? Omit<Command, 'code'>
    : never
  : never;

/** Identity of one command, unique in the journal. */
export type CommandId = string;

/**
 * Everything that can happen to the engine. Plain JSON, so that a journal of inputs replays to the byte.
 *
 * `at` is engine time, epoch milliseconds, and never falls. A deadline that lies at or before `at` is run first.
 */
export type AlarmInput =
  | { readonly type: 'configured'; readonly at: number; readonly config: AlarmConfig }
  | {
      readonly type: 'attribute';
      readonly at: number;
      readonly device: DeviceId;
      readonly attribute: AttributeKey;
      readonly value: AttributeValue | Unknown;
      readonly cause: ReportCause;
    }
  | {
      readonly type: 'availability';
      readonly at: number;
      readonly device: DeviceId;
      readonly available: boolean | Unknown;
    }
  | {
      readonly type: 'event';
      readonly at: number;
      readonly device: DeviceId;
      readonly event: MomentaryEvent;
      readonly key?: string;
    }
  | {
      readonly type: 'command';
      readonly at: number;
      readonly id: CommandId;
      readonly command: CodelessCommand;
      readonly hasCode: boolean;
      readonly actor: Actor;
    }
  | {
      /** The verdict on the code or tag of command `id`; `user` is absent when it is nobody's. */
      readonly type: 'code-judged';
      readonly at: number;
      readonly id: CommandId;
      readonly user?: string;
      readonly duress: boolean;
      readonly credential?: JudgedCredential;
      /** The house's own clock, for schedules and limits. */
      readonly moment?: Moment;
    }
  | {
      /** Somebody worked a lock at the door. `slot` is the lock's own number of the code or tag. */
      readonly type: 'operated';
      readonly at: number;
      readonly device: DeviceId;
      readonly attribute: AttributeKey;
      readonly to: 'locked' | 'unlocked';
      readonly by: LockMeans;
      readonly slot?: string;
      /** Whose that is by enrolment; the configuration's word goes first. */
      readonly user?: string;
      readonly credential?: JudgedCredential;
      readonly moment?: Moment;
    }
  | {
      /** Everybody whom the house lets in beside the configuration. Feed it before the verdict on the code of one of them. */
      readonly type: 'people';
      readonly at: number;
      readonly people: readonly Person[];
      /** Ids of the codes and tags whose uses are limited: the uses of others are forgotten. */
      readonly counted: readonly string[];
    }
  | {
      readonly type: 'trouble';
      readonly at: number;
      readonly kind: string;
      readonly device?: DeviceId;
      readonly on: boolean;
    }
  | {
      /** The hub looked at the house, once on each of its days; `failures` is in words, and empty where all is well. */
      readonly type: 'self-test';
      readonly at: number;
      readonly day: string;
      readonly failures: readonly string[];
    }
  /** Time has passed: run what is due. */
  | { readonly type: 'tick'; readonly at: number }
  /** The hub stopped or started; between the two the house was not watched. */
  | { readonly type: 'hub'; readonly at: number; readonly to: 'started' | 'stopped'; readonly clockJumped?: boolean };
