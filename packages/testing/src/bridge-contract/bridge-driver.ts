import type {
  ArmMode,
  AttributeKey,
  AttributeName,
  AttributeValue,
  DeviceId,
  Home,
  PartitionId,
} from '@nightlatch/model';
import type { MemoryHome } from '../memory-home.ts';

/** What an ecosystem shows of a partition; `unknown` when it shows that it does not know. */
export type ShownPartition =
  | {
      /** What it was asked to become: `disarmed` or a mode. */
      readonly target: ArmMode;
      /** What it is: `disarmed`, a mode, or `triggered`. */
      readonly current: ArmMode;
    }
  | 'unknown';

type Maybe<T> = T | Promise<T>;

/**
 * Looks at a bridge from the far side, as a person with that ecosystem's own controller does.
 *
 * Answer with what is truly shown, translated to our words: never with what the bridge was told.
 */
export interface BridgeDriver {
  /** Resolves when all that the home has said so far can be seen in the ecosystem. */
  settled(): Promise<void>;
  shown(partition: PartitionId): Maybe<ShownPartition>;
  sensor(device: DeviceId, attribute: AttributeKey): Maybe<AttributeValue | 'unknown'>;
  /** The ecosystem's own lasting identity of a device, undefined while it shows none such. */
  identity(device: DeviceId): Maybe<string | undefined>;
  /** Asks, as a person would, for a mode or to disarm. */
  request(partition: PartitionId, what: ArmMode): Promise<'accepted' | 'refused'>;
  /** Whether what stands beside an alarm is on, open or occupied. Needed where the bridge `hasCompanions`. */
  companion?(what: ContractCompanion, partition: PartitionId): Maybe<boolean | 'unknown'>;
  /** Turns a switch beside an alarm, as a person would. Needed where the bridge `hasCompanions`. */
  turn?(what: 'memory' | 'walkTest', partition: PartitionId, on: boolean): Promise<'accepted' | 'refused'>;
  stop(): Promise<void>;
}

/** What a bridge may show beside an alarm: the home's trouble, what alarmed, what is bypassed, and the walk test. */
export type ContractCompanion = 'trouble' | 'memory' | 'bypassed' | 'walkTest';

/** A bridge under contract. */
export interface BridgeUnderTest {
  readonly name: string;
  /** Starts the bridge on a home, and something that looks at it. */
  start(home: Home): Promise<BridgeDriver>;
  /** Modes that the ecosystem can ask for; the usual four when absent. */
  readonly modes?: readonly ArmMode[];
  /** How the ecosystem shows a mode that it lacks: HomeKit shows `vacation` as `away`. As it is, when absent. */
  readonly showsMode?: (mode: ArmMode) => ArmMode;
  /** Attributes for which the ecosystem has no counterpart at all. */
  readonly cannotShow?: readonly AttributeName[];
  /** The bridge shows what stands beside an alarm, so its driver can look at it. */
  readonly hasCompanions?: boolean;
}

/** One promise of the contract. `run` rejects with an `AssertionError` when the bridge breaks it. */
export interface ContractCase {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** What a case is given: a furnished home, and the driver of a bridge that was just started on it. */
export interface CaseGround {
  readonly home: MemoryHome;
  readonly driver: BridgeDriver;
  readonly bridge: BridgeUnderTest;
}

/** A case before it has its ground. */
export interface ContractRule {
  readonly title: string;
  readonly check: (ground: CaseGround) => Promise<void>;
}
