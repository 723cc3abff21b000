import type { EditorNodeInstance, EditorRED } from 'node-red';

declare const RED: EditorRED;

/** The editor's own global, as it hands it to every page of a node. */
export const editor = RED;

/** Visits every configuration node, for as long as the visitor says so. */
export function eachConfig(visit: (node: { readonly id: string; readonly type: string }) => boolean): void {
  (RED.nodes as unknown as { eachConfig(visitor: typeof visit): void }).eachConfig(visit);
}

/** A node being edited, with the fields of its kind. */
export type Edited<Fields extends object = object> = EditorNodeInstance &
  Fields & { _(key: string, values?: object): string };
