/** A line of a picker. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
}

export interface PickerTexts {
  /** Before the name of what is not there any more. */
  readonly gone: string;
  readonly none: string;
}

/**
 * Fills a select with what there is.
 *
 * What was chosen stays chosen by its stable id; where it has vanished it stays too, under the name it had, and is
 * marked: nothing else is ever put in its place.
 *
 * @param chosen The id that the node holds, with its label as it was.
 * @param isKnown Whether `choices` is the whole truth: only then has anything vanished.
 * @returns Whether the chosen one has vanished.
 */
export function fillPicker(
  select: JQuery,
  choices: readonly Choice[],
  { chosen, isKnown, texts }: { chosen: { id: string; label: string }; isKnown: boolean; texts: PickerTexts },
): boolean {
  select.empty();
  $('<option>').val('').text(texts.none).appendTo(select);
  const groups = new Map<string, JQuery>();
  for (const { id, label, group } of choices.toSorted((a, b) => a.label.localeCompare(b.label))) {
    const option = $('<option>').val(id).text(label);
    if (group === undefined) option.appendTo(select);
    else {
      if (!groups.has(group)) groups.set(group, $('<optgroup>').attr('label', group));
      groups.get(group)?.append(option);
    }
  }
  for (const name of [...groups.keys()].toSorted((a, b) => a.localeCompare(b)))
    select.append(groups.get(name) as JQuery);
  const isGone = chosen.id !== '' && !choices.some(({ id }) => id === chosen.id);
  if (isGone) {
    const label = chosen.label === '' ? chosen.id : chosen.label;
    $('<option>')
      .val(chosen.id)
      .text(isKnown ? `⚠ ${label} (${texts.gone})` : label)
      .appendTo(select);
  }
  select.val(chosen.id);
  return isGone && isKnown;
}
