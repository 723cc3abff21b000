/** What a deployed home has, as `GET nightlatch/<node>/things` tells. */
export interface Things {
  readonly link: 'online' | 'unknown';
  /** The node is not deployed yet. */
  readonly isMissing?: boolean;
  readonly problem?: string;
  readonly partitions: readonly { readonly id: string; readonly name: string; readonly modes: readonly string[] }[];
  readonly zones: readonly { readonly id: string; readonly name: string; readonly partition: string }[];
  readonly devices: readonly ThingDevice[];
}

export interface ThingDevice {
  readonly id: string;
  readonly name: string;
  readonly room?: string;
  readonly attributes: readonly string[];
  readonly events: readonly string[];
  readonly abilities: readonly string[];
  readonly hasCamera?: boolean;
}

const NONE: Things = { link: 'unknown', isMissing: true, partitions: [], zones: [], devices: [] };

/** Asks the runtime what a home has; nothing where it cannot say. @param home Id of the configuration node. */
export async function fetchThings(home: string): Promise<Things> {
  if (home === '' || home === '_ADD_') return NONE;
  try {
    return (await $.getJSON(`nightlatch/${encodeURIComponent(home)}/things`)) as Things;
  } catch {
    return NONE;
  }
}
