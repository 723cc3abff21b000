/** One rule of the alarm: a row of docs/alarm.md, and the test that holds it. */
export type Rule = RuleRow & (HeldHere | HeldElsewhere);

interface RuleRow {
  readonly rule: string;
  /** What holds where the owner says nothing; `–` where there is nothing to choose. */
  readonly default: string;
  /** The standard or the panel that it follows, or `ours`. */
  readonly source: string;
  /** The title of the test that holds it: states behaviour. */
  readonly test: string;
}

interface HeldHere {
  /** The test: usually a scene in a `Rehearsal`. Throws when the rule is broken. */
  holds(): void;
}

interface HeldElsewhere {
  /** The test file, from the root of the repository, that has a test of this title. */
  readonly heldIn: string;
}

/** A section of docs/alarm.md. */
export interface RuleTopic {
  readonly title: string;
  /** What stands above the table, as Markdown. */
  readonly intro?: string;
  readonly rules: readonly Rule[];
}
