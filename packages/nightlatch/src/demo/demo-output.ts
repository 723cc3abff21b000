import type { DemoView, Happening } from './demo-view.ts';

/** What is done with what people type. */
export interface DemoKeys {
  /** A key of a keyboard, as a terminal sends it. */
  press(key: string): void;
  /** A whole line, as a pipe sends it. */
  enter(line: string): void;
}

/** Where the demonstration is shown and what its keys come from: a terminal, or lines in a pipe. */
export interface DemoOutput {
  /** Something is being started. */
  progress(text: string): void;
  /** Everything runs: shows it and begins to read keys. */
  open(look: () => DemoView, keys: DemoKeys): void;
  /** Something happened, and the view may have changed. */
  tell(happening: Happening): void;
  /** The view may have changed. */
  refresh(): void;
  /** Gives the terminal back. */
  close(): void;
}
