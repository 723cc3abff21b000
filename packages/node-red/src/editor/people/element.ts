type Properties = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Builds an element. Text is set as text, never as markup: names come from outside.
 *
 * @param tag A tag, with classes after dots.
 * @param properties Attributes; `text`, `value` and `checked` are set as properties.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key === 'text') made.textContent = String(value);
    else if (key === 'value' || key === 'checked') Object.assign(made, { [key]: value });
    else made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

export function button(text: string, onclick: () => void, more: Properties = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'red-ui-button', text, ...more });
  made.addEventListener('click', onclick);
  return made;
}

let fields = 0;

/** A row of a form in Node-RED's own look. */
export function row(text: string, input: HTMLElement): HTMLDivElement {
  input.id = `nightlatch-people-${(fields += 1)}`;
  input.style.width = 'calc(100% - 150px)';
  const label = element('label', {
    for: input.id,
    text,
    style: 'width: 145px; margin-right: 5px; vertical-align: top',
  });
  return element('div', { class: 'form-row' }, label, input);
}

export function select(entries: readonly (readonly [string, string])[], chosen: string): HTMLSelectElement {
  const made = element('select', {}, ...entries.map(([value, text]) => element('option', { value, text })));
  made.value = chosen;
  return made;
}

/** Checkboxes beside each other. */
export function checks(
  entries: readonly (readonly [string, string])[],
  chosen: readonly string[],
  label: string,
): { readonly node: HTMLDivElement; read(): string[] } {
  const boxes = entries.map(([value, text]) => {
    const box = element('input', { type: 'checkbox', value, checked: chosen.includes(value) });
    box.style.cssText = 'width: auto; margin: 0 5px 2px 0; vertical-align: middle';
    const node = element('label', { style: 'display: inline-block; width: auto; margin: 0 14px 6px 0' }, box, text);
    return { box, node };
  });
  return {
    node: element('div', { role: 'group', 'aria-label': label, class: 'form-row' }, ...boxes.map(({ node }) => node)),
    read: () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value),
  };
}
