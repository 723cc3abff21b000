import type { HomeChange, RefusalReason, SecretText } from '@nightlatch/model';
import type { CameraParts } from '../camera/camera-plan.ts';

/** What an endpoint is, in words of ours: each host knows the device type and clusters that it stands for. */
export type EndpointKind =
  | 'contact'
  | 'motion'
  | 'presence'
  | 'vibration'
  | 'smoke'
  | 'co'
  | 'smoke-co'
  | 'leak'
  | 'freeze'
  | 'temperature'
  | 'lock'
  | 'switch'
  | 'button'
  | 'doorbell'
  | 'mode-select'
  | 'camera';

/** Where its power comes from, as far as an app should know: nothing is said of most mains devices. */
export type EndpointPower = 'none' | 'battery' | 'mains';

export type ClusterValue = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Attribute values by cluster, named as matter.js, Matterbridge and Homebridge all name them. */
export type ClusterStates = Readonly<Record<string, Readonly<Record<string, ClusterValue>>>>;

/** What an endpoint shows now. Attributes that Matter has no "unknown" for are left out: they stay as they were. */
export interface Reading {
  /** `false` says that nothing shown may be trusted. */
  readonly reachable: boolean;
  readonly clusters: ClusterStates;
}

/** Something that is told, and leaves no state behind. */
export interface ClusterEvent {
  readonly cluster: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>> | undefined;
}

/** What someone with an app asks for. */
export type EndpointRequest =
  | { readonly type: 'on' | 'off' }
  | { readonly type: 'mode'; readonly mode: number }
  | { readonly type: 'lock'; readonly pin?: SecretText }
  | { readonly type: 'unlock'; readonly pin?: SecretText; readonly relockSeconds?: number };

export type EndpointAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: RefusalReason };

/** An endpoint that ought to be shown. It owns no state: `read` looks at the home each time. */
export interface EndpointPlan {
  /** Stable within the home: its identity in every app is made of it. */
  readonly key: string;
  readonly kind: EndpointKind;
  readonly power: EndpointPower;
  readonly name: string;
  readonly room?: string;
  /** Lower goes first when a bridge has no room for all. */
  readonly rank: number;
  /** Anything, beside name and room, whose change asks for another endpoint. */
  readonly shape: string;
  readonly about: {
    readonly vendor: string;
    readonly product: string;
    readonly serial: string;
    readonly firmware?: string;
  };
  /** What it is before anything is known, and what never changes. */
  readonly initial: ClusterStates;
  read(): Reading;
  /** What is told beside the state when it goes from one to the other. */
  told?(before: ClusterStates, after: ClusterStates): readonly ClusterEvent[];
  /** What a change of the home tells that leaves no state. */
  notice?(change: HomeChange): readonly ClusterEvent[];
  /** Of a camera: only where the host was given what cameras need. */
  readonly camera?: CameraParts;
  /** Absent where nothing can be asked. */
  ask?(request: EndpointRequest): Promise<EndpointAnswer>;
}
