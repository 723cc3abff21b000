/** Any error of ours: a code for programs, and one sentence for people that names the thing, the value and the remedy. */
export class NightlatchError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The user's configuration cannot be used; `problems` lists every one found, each with its place and remedy. */
export class ConfigError extends NightlatchError {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], options?: { cause?: unknown }) {
    super('config', problems.map(formatProblem).join('\n'), options);
    this.problems = problems;
  }
}

export interface ConfigProblem {
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** Dotted path of the key: `partitions.0.zones.2.type`. */
  readonly key?: string;
  readonly message: string;
  /** The likely correction. */
  readonly remedy?: string;
}

/** Writes a problem as `file:line key: message remedy`. */
export function formatProblem(problem: ConfigProblem): string {
  const place = [problem.file, problem.line].filter((part) => part !== undefined).join(':');
  const key = problem.key ? `${problem.key}: ` : '';
  return `${place ? `${place}${key ? ' ' : ': '}` : ''}${key}${problem.message}${problem.remedy ? ` ${problem.remedy}` : ''}`;
}

/** A device, broker or peer said something it should not. */
export class ProtocolError extends NightlatchError {}

/** Our own mistake: a promise of the code was broken. */
export class InvariantError extends NightlatchError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('invariant', message, options);
  }
}
