/** The parts of the editor's global that plugins use, and its types do not know. */
interface EditorParts {
  readonly plugins: { registerPlugin(id: string, plugin: Plugin): void };
  readonly sidebar: { addTab(tab: SidebarTab): void; show(id: string): void };
  readonly comms: {
    subscribe(topic: string, listener: (topic: string, data: unknown) => void): void;
    on(event: 'connect', listener: () => void): void;
  };
  readonly actions: { add(name: string, action: () => void): void };
  readonly user: { hasPermission(permission: string): boolean };
  readonly i18n: { lang(): string };
  _(key: string, values?: Readonly<Record<string, string>>): string;
}

interface Plugin {
  readonly type: string;
  onadd(this: { readonly _: Texts }): void;
}

interface SidebarTab {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly content: HTMLElement;
  readonly iconClass: string;
  readonly action: string;
  /** It can be used while a node is edited. */
  readonly enableOnEdit: boolean;
}

/** Gives a text of the plugin's catalogue in the editor's language; values stand in it as `__name__`. */
export type Texts = (key: string, values?: Readonly<Record<string, string>>) => string;

declare const RED: EditorParts;

export const editor = RED;
