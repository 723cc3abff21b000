import type { AlarmState, Hazard, HazardStatus, LinkState, MasterState, RefusalReason } from '@nightlatch/model';

/** What the sidebar shows of one home, as it goes to the editor: names for people, ids for commands. */
export interface HomeView {
  /** Id of its configuration node. */
  readonly id: string;
  readonly name: string;
  readonly link: LinkState;
  /** Why it cannot be opened, in the owner's language of logs. */
  readonly problem?: string;
  /** The master first, where there is one. */
  readonly alarms: readonly AlarmLook[];
  readonly troubles: readonly TroubleLook[];
  /** The newest first. */
  readonly events: readonly EventLook[];
}

/** A partition, or the master. Without the hub only its names are told: everything else is unknown. */
export interface AlarmLook {
  readonly id: string;
  readonly name: string;
  /** Several partitions under one name. */
  readonly isMaster?: boolean;
  /** The state in one word, as an alarm node says it: `off`, a mode, `entry`, …, `unknown`. */
  readonly word: string;
  readonly state?: AlarmState | MasterState;
  readonly mode?: string;
  /** Epoch milliseconds at which the delay that runs ends. */
  readonly until?: number;
  /** Every mode that can be armed, with the zones in its way by name. */
  readonly modes: readonly { readonly mode: string; readonly inTheWay: readonly string[] }[];
  readonly open: readonly string[];
  readonly unknown: readonly string[];
  readonly bypassed: readonly string[];
  /** What alarmed since the last arming. */
  readonly memory: readonly string[];
  readonly hazards: readonly HazardLook[];
}

export interface HazardLook {
  readonly partition: string;
  readonly hazard: Hazard;
  readonly status: HazardStatus;
  readonly zones: readonly string[];
  /** Epoch milliseconds. */
  readonly since: number;
}

export interface TroubleLook {
  readonly kind: string;
  readonly device?: string;
  readonly detail?: string;
}

/** One line of what happened: what, to what, by whom, and why. */
export interface EventLook {
  /** Epoch milliseconds. */
  readonly at: number;
  /** As an alarm event node says it. */
  readonly word: string;
  readonly name: string;
  readonly mode?: string;
  readonly hazard?: Hazard;
  readonly trouble?: string;
  readonly refusal?: RefusalReason;
  /** The zones or the device behind it. */
  readonly because: readonly string[];
  readonly by?: string;
  readonly client?: string;
  readonly user?: string;
}

/** The websocket's topics: which homes there are, each of them, and a sign of life with the clock of Node-RED. */
export const TOPICS = { homes: 'nightlatch/homes', home: 'nightlatch/home', here: 'nightlatch/here' } as const;
/** Node-RED says so often that it is there. */
export const HERE_MS = 5000;

/** The answer to a command of the sidebar. */
export type SidebarAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: RefusalReason; readonly zones: readonly string[] };
