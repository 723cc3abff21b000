/**
 * Makes a node's label: the name that its author gave it, else what it is about, else what it is.
 *
 * What else the editor registers stands in each node itself: the palette's scorecard reads only what is written there.
 *
 * @param kind What a node of this kind is called in the palette.
 * @param about The field that names what is picked.
 */
export function labelOf(kind: string, about = 'name'): (this: object) => string {
  return function label(this: object) {
    const fields = this as Readonly<Record<string, string | undefined>>;
    return fields['name'] || fields[about] || kind;
  };
}

/** Shows a name of the author's in italics, as Node-RED's own nodes do. */
export const nameStyle = function nameStyle(this: object): string {
  return (this as { name?: string }).name ? 'node_label_italic' : '';
};
