/** Makes an element with its class and attributes. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Makes a button in Node-RED's look. */
export function button(className: string, text = ''): HTMLButtonElement {
  const made = element('button', `red-ui-button red-ui-button-small ${className}`, { type: 'button' });
  made.textContent = text;
  return made;
}

/** Writes a text where it is another: a screen reader hears each change once. */
export function write(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** One line of a list that stays as long as its thing does. */
export interface Row<Item> {
  readonly element: HTMLElement;
  show(item: Item): void;
}

/** Keeps one element for each thing: what has the focus, or is being typed into, survives every change. */
export class KeyedRows<Item> {
  readonly #parent: HTMLElement;
  readonly #keyOf: (item: Item) => string;
  readonly #make: (item: Item) => Row<Item>;
  readonly #rows = new Map<string, Row<Item>>();

  constructor(parent: HTMLElement, keyOf: (item: Item) => string, make: (item: Item) => Row<Item>) {
    this.#parent = parent;
    this.#keyOf = keyOf;
    this.#make = make;
  }

  get rows(): Iterable<Row<Item>> {
    return this.#rows.values();
  }

  show(items: readonly Item[]): void {
    const keys = items.map(this.#keyOf);
    for (const [key, row] of this.#rows) {
      if (keys.includes(key)) continue;
      row.element.remove();
      this.#rows.delete(key);
    }
    for (const [index, item] of items.entries()) {
      const key = keys[index] as string;
      const row = this.#rows.get(key) ?? this.#make(item);
      this.#rows.set(key, row);
      const there = this.#parent.children[index];
      if (there !== row.element) this.#parent.insertBefore(row.element, there ?? null);
      row.show(item);
    }
  }
}
